namespace ServiceNowElement.Model;

/// <summary>A file attached to a record, without its content (contract servicenow-rest §4.2).</summary>
public sealed class Attachment
{
    /// <summary>Gets the sys_id of the attachment.</summary>
    public string SysId { get; init; } = string.Empty;

    /// <summary>Gets the file name as it was uploaded; any text, so never a path to write to.</summary>
    public string FileName { get; init; } = string.Empty;

    /// <summary>Gets the media type.</summary>
    public string ContentType { get; init; } = string.Empty;

    /// <summary>Gets the size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Gets the SHA-256 of the content in hexadecimal digits, or null where the instance does not say.</summary>
    public string? Hash { get; init; }

    /// <summary>Gets the table of the record it belongs to.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the sys_id of the record it belongs to.</summary>
    public string RecordId { get; init; } = string.Empty;

    /// <summary>Gets when it was uploaded, in UTC.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Gets who uploaded it.</summary>
    public string CreatedBy { get; init; } = string.Empty;

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => FileName;
}

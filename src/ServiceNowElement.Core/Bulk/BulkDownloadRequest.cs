using ServiceNowElement.Model;

namespace ServiceNowElement.Bulk;

/// <summary>What to download, and where to.</summary>
public sealed class BulkDownloadRequest
{
    /// <summary>Gets the records and columns; the mode decides whether values or labels are written.</summary>
    public RecordQuery Query { get; init; } = new();

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Gets the format.</summary>
    public BulkFormat Format { get; init; }

    /// <summary>Gets a value indicating whether an existing file is replaced, once the new one is complete.</summary>
    public bool Overwrite { get; init; }
}

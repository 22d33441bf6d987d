namespace ServiceNowElement.Model;

/// <summary>One comment or work note of a record.</summary>
public sealed class JournalEntry
{
    /// <summary>Gets which journal it is in.</summary>
    public JournalKind Kind { get; init; }

    /// <summary>Gets the text.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Gets when it was written, in UTC; null where the source does not say.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Gets who wrote it: the user name, or the full name where only that is known.</summary>
    public string CreatedBy { get; init; } = string.Empty;

    /// <summary>Gets the table of the record.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the sys_id of the record.</summary>
    public string RecordId { get; init; } = string.Empty;

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

namespace ServiceNowElement.Model;

/// <summary>An order of a catalog item, or the answers for a record producer.</summary>
public sealed class CatalogSubmission
{
    /// <summary>Gets how many; ignored by record producers.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Gets the sys_id of the user it is for, or null for the caller.</summary>
    public string? RequestedFor { get; init; }

    /// <summary>Gets the answers by variable name; text, numbers, bool, null, or a list of dictionaries for a multi-row variable set.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();
}

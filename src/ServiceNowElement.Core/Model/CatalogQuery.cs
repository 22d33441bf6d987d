namespace ServiceNowElement.Model;

/// <summary>Which catalog items to list.</summary>
public sealed class CatalogQuery
{
    /// <summary>Gets words the item must contain, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the sys_id of a category, or null.</summary>
    public string? Category { get; init; }

    /// <summary>Gets the most items, or null for all.</summary>
    public long? First { get; init; }
}

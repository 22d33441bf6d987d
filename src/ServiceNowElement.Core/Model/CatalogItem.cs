namespace ServiceNowElement.Model;

/// <summary>An item of the service catalog (contract servicenow-rest §4.5).</summary>
public sealed class CatalogItem
{
    /// <summary>Gets the sys_id.</summary>
    public string SysId { get; init; } = string.Empty;

    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets what it is, in a sentence.</summary>
    public string ShortDescription { get; init; } = string.Empty;

    /// <summary>Gets the category, as it is shown.</summary>
    public string Category { get; init; } = string.Empty;

    /// <summary>Gets the instance's type, for example <c>catalog_item</c> or <c>record_producer</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>Gets the price as it is shown, or empty text.</summary>
    public string Price { get; init; } = string.Empty;

    /// <summary>Gets what has to be answered; null where the list did not carry it, read the single item then.</summary>
    public IReadOnlyList<CatalogVariable>? Variables { get; init; }

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

namespace ServiceNowElement.Model;

/// <summary>What an order or a record producer made.</summary>
public sealed class CatalogReceipt
{
    /// <summary>Gets the table of the new record, for example <c>sc_request</c>.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets its sys_id.</summary>
    public string SysId { get; init; } = string.Empty;

    /// <summary>Gets its number, for example REQ0010007; empty where the answer carries none.</summary>
    public string Number { get; init; } = string.Empty;

    /// <summary>Gets the name of the instance.</summary>
    public string Instance { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Number.Length > 0 ? Number : SysId;
}

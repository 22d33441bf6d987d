namespace ServiceNowElement.Service.Storage;

/// <summary>A part of an organization; exactly one per organization is the default (contract cloud-elements-api §14.1).</summary>
internal sealed class AccountEntity
{
    public long Id { get; set; }

    public long OrganizationId { get; set; }

    public string Name { get; set; } = string.Empty;

    public string? Description { get; set; }

    public bool Active { get; set; } = true;

    public bool IsDefault { get; set; }

    public string? ExternalId { get; set; }

    /// <summary>Gets or sets the settings, key to value, as a JSON object.</summary>
    public string Settings { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
}

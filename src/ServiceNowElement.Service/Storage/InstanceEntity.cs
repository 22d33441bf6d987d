namespace ServiceNowElement.Service.Storage;

/// <summary>One authenticated connection (contract cloud-elements-api §5).</summary>
internal sealed class InstanceEntity
{
    public long Id { get; set; }

    public long OrganizationId { get; set; }

    public long AccountId { get; set; }

    public long UserId { get; set; }

    public string Name { get; set; } = string.Empty;

    public string ElementKey { get; set; } = string.Empty;

    public string TokenHash { get; set; } = string.Empty;

    /// <summary>Gets or sets the encrypted token, because every instance answer shows it (contract §5.2).</summary>
    public string TokenProtected { get; set; } = string.Empty;

    public bool Disabled { get; set; }

    public string ExternalAuthentication { get; set; } = "none";

    /// <summary>Gets or sets the tags as a JSON array.</summary>
    public string Tags { get; set; } = "[]";

    public DateTime CreatedAt { get; set; }

    public List<ConfigurationEntity> Configuration { get; } = [];
}

namespace ServiceNowElement.Service.Storage;

/// <summary>A tenant. Nothing of one organization is ever visible to another.</summary>
internal sealed class OrganizationEntity
{
    public long Id { get; set; }

    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the keyed hash of the organization secret, by which it is found.</summary>
    public string SecretHash { get; set; } = string.Empty;

    /// <summary>Gets or sets the encrypted secret, because <c>GET /organizations/me</c> shows it (contract cloud-elements-api §14.1).</summary>
    public string SecretProtected { get; set; } = string.Empty;

    public DateTime CreatedAt { get; set; }
}

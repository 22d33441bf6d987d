namespace ServiceNowElement.Service.Tenants;

/// <summary>The secrets of a new organization; shown once.</summary>
/// <param name="OrganizationSecret">The organization's secret.</param>
/// <param name="UserSecret">The first user's secret.</param>
/// <param name="Email">The first user's name.</param>
/// <param name="Password">The first user's password.</param>
public sealed record TenantSecrets(string OrganizationSecret, string UserSecret, string Email, string Password);

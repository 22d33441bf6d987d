namespace ServiceNowElement.Service.Tenants;

/// <summary>An organization, without its secret.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
internal sealed record OrganizationInfo(long Id, string Name);

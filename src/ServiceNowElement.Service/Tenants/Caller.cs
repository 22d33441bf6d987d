namespace ServiceNowElement.Service.Tenants;

/// <summary>Who calls: a user whose secrets are good.</summary>
/// <param name="User">The user.</param>
/// <param name="OrganizationId">The user's organization.</param>
/// <param name="ProvedOrganization">Whether the organization's secret was given too, as platform calls need (contract cloud-elements-api §2.2).</param>
internal sealed record Caller(UserInfo User, long OrganizationId, bool ProvedOrganization);

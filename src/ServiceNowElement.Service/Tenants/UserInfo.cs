namespace ServiceNowElement.Service.Tenants;

/// <summary>A user, without secrets.</summary>
/// <param name="Id">The id.</param>
/// <param name="OrganizationId">The organization.</param>
/// <param name="AccountId">The account.</param>
/// <param name="InDefaultAccount">Whether that is the default account.</param>
/// <param name="Email">The e-mail address, which is the user name.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
internal sealed record UserInfo(long Id, long OrganizationId, long AccountId, bool InDefaultAccount, string Email, string FirstName, string LastName);

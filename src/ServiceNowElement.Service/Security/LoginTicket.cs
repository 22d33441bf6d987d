namespace ServiceNowElement.Service.Security;

/// <summary>What a login token says.</summary>
/// <param name="UserId">Who signed in.</param>
/// <param name="Stamp">The mark of the password that was used.</param>
internal sealed record LoginTicket(long UserId, string Stamp);

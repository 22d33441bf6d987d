namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>An access token with the time from which it is better to ask for another.</summary>
internal sealed record OAuthToken(string Access, string? Refresh, DateTimeOffset RenewAt);

namespace ServiceNowElement.Service.Instances;

/// <summary>Configuration keys that the service itself reads (contract cloud-elements-api §4.3).</summary>
internal static class ConfigurationKeys
{
    internal const string Subdomain = "servicenow.subdomain";
    internal const string UserName = "username";
    internal const string Password = "password";
    internal const string ApiKey = "oauth.api.key";
    internal const string ApiSecret = "oauth.api.secret";
    internal const string CallbackUrl = "oauth.callback.url";
    internal const string RefreshToken = "oauth.user.refresh_token";
    internal const string EventsEnabled = "event.notification.enabled";
}

using System.Security;
using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Sessions;

/// <summary>Address and credentials of a runbook: CE_SERVICENOW_SUBDOMAIN or _URL, _USERNAME, _PASSWORD, _CLIENT_ID, _CLIENT_SECRET.</summary>
internal static class EnvironmentCredentials
{
    private const string Prefix = "CE_SERVICENOW_";

    internal static (InstanceAddress Address, ElementCredential Credential) Read()
    {
        string? target = Get("URL") ?? Get("SUBDOMAIN");
        string? user = Get("USERNAME");
        string? client = Get("CLIENT_ID");
        var missing = new List<string>();
        Need(missing, target == null, "SUBDOMAIN");
        Need(missing, user == null && client == null, "USERNAME");
        Need(missing, user != null && Get("PASSWORD") == null, "PASSWORD");
        Need(missing, client != null && Get("CLIENT_SECRET") == null, "CLIENT_SECRET");
        if (missing.Count > 0)
        {
            throw ErrorCatalog.EnvironmentIncomplete.With(string.Join(", ", missing));
        }

        ElementCredential credential = (user, client) switch
        {
            (not null, not null) => new OAuthPasswordCredential(client, Secret("CLIENT_SECRET"), user, Secret("PASSWORD")),
            (not null, null) => new BasicCredential(user, Secret("PASSWORD")),
            _ => new OAuthClientCredential(client!, Secret("CLIENT_SECRET")),
        };
        return (InstanceAddress.Parse(target!), credential);
    }

    private static void Need(List<string> missing, bool lacks, string name)
    {
        if (lacks)
        {
            missing.Add(Prefix + name);
        }
    }

    private static string? Get(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;

    private static SecureString Secret(string name)
    {
        var secret = new SecureString();
        foreach (char c in Get(name) ?? string.Empty)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}

using System.Security;
using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Sessions;

/// <summary>Address and credentials of a runbook: CE_SERVICENOW_SUBDOMAIN or _URL, _USERNAME, _PASSWORD, _CLIENT_ID, _CLIENT_SECRET.</summary>
internal static class EnvironmentCredentials
{
    private const string Prefix = "CE_SERVICENOW_";
    private const string UserSecretName = "CE_USER_SECRET";

    /// <summary>Tells whether the environment names a service rather than an instance; an error when it names both.</summary>
    internal static bool NamesService()
    {
        bool service = Value(UserSecretName) != null;
        return service && (Get("URL") ?? Get("SUBDOMAIN")) != null
            ? throw ErrorCatalog.CredentialNotUsable.With($"the environment names a service ({UserSecretName}) and an instance ({Prefix}SUBDOMAIN or _URL); keep one of them")
            : service;
    }

    /// <summary>Reads address and secrets of a service: CE_USER_SECRET, CE_ORGANIZATION_SECRET, CE_ELEMENT_TOKEN, CE_BASE_URI.</summary>
    internal static (Uri? Address, SecureString User, SecureString? Organization, SecureString? Token) ReadService()
    {
        Uri? address = null;
        if (Value("CE_BASE_URI") is { } text && !Uri.TryCreate(text, UriKind.Absolute, out address))
        {
            throw ErrorCatalog.InvalidAddress.With("CE_BASE_URI", "it is no whole address");
        }

        if (Value("CE_ORGANIZATION_SECRET") == null && Value("CE_ELEMENT_TOKEN") == null)
        {
            throw ErrorCatalog.EnvironmentIncomplete.With("CE_ELEMENT_TOKEN or CE_ORGANIZATION_SECRET");
        }

        return (address, Secure(Value(UserSecretName)!), Value("CE_ORGANIZATION_SECRET") is { } organization ? Secure(organization) : null, Value("CE_ELEMENT_TOKEN") is { } token ? Secure(token) : null);
    }

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

    private static string? Get(string name) => Value(Prefix + name);

    private static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static SecureString Secret(string name) => Secure(Get(name) ?? string.Empty);

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}

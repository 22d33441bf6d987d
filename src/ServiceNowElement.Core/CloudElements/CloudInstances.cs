using System.Globalization;
using System.Net;
using System.Security;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.CloudElements;

/// <summary>Reads and writes the instance objects of a service (contract cloud-elements-api §5, §6).</summary>
internal static class CloudInstances
{
    internal const string Basic = "servicenow";
    internal const string OAuth = "servicenowoauth";
    private const string Subdomain = "servicenow.subdomain";

    /// <summary>Reads an instance without its token.</summary>
    internal static ElementInstance Read(JToken row, CloudAddress service)
    {
        Dictionary<string, string?> configuration = (row.Member("configuration") as JObject ?? [])
            .Properties().Where(property => property.Value is JValue).ToDictionary(property => property.Name, property => property.Value.Text(), StringComparer.Ordinal);
        configuration.TryGetValue(Subdomain, out string? subdomain);
        configuration.TryGetValue("username", out string? user);
        return new ElementInstance
        {
            Id = row.Member("id").Text() ?? throw new JsonException("an instance has no id"),
            Name = row.Member("name").Text() ?? string.Empty,
            ElementKey = row.Member("element").Member("key").Text() ?? string.Empty,
            Address = AddressOf(subdomain)?.Uri ?? service.Uri,
            UserName = string.IsNullOrEmpty(user) ? null : user,
            Tags = [.. (row.Member("tags") as JArray ?? []).Select(tag => tag.Text()).Where(tag => !string.IsNullOrEmpty(tag)).Select(tag => tag!)],
            Created = DateTimeOffset.TryParse(row.Member("createdDate").Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created) ? created.UtcDateTime : default,
            Enabled = row.Member("disabled").Text()?.ToUpperInvariant() != "TRUE",
            Configuration = configuration,
        };
    }

    /// <summary>Tells whether a row is an instance of the ServiceNow element; an organization may have others. Clones have keys of their own and the same setting.</summary>
    internal static bool IsOurs(JToken row) =>
        row.Member("element").Member("key").Text()?.StartsWith(Basic, StringComparison.Ordinal) == true || row.Member("configuration").Member(Subdomain) != null;

    /// <summary>Reads the token of an instance.</summary>
    internal static SecureString Token(JToken row) =>
        new NetworkCredential(string.Empty, row.Member("token").Text() is { Length: > 0 } token ? token : throw new JsonException("the instance has no token")).SecurePassword;

    /// <summary>Gives the name that records carry: that of the ServiceNow instance, so that they are the same as those of a direct session; else the service's with the instance.</summary>
    internal static string RecordName(ElementInstance instance, CloudAddress service)
    {
        instance.Configuration.TryGetValue(Subdomain, out string? subdomain);
        return AddressOf(subdomain)?.Name ?? $"{service.Name}#{instance.Id}";
    }

    internal static JObject Create(InstanceSettings settings)
    {
        var configuration = new JObject { [Subdomain] = AddressText(settings.Address) };
        var body = new JObject { ["name"] = settings.Name, ["element"] = new JObject { ["key"] = settings.Credential is BasicCredential ? Basic : OAuth }, ["configuration"] = configuration };
        Sign(body, configuration, settings.Credential);
        Merge(configuration, settings.Configuration);
        if (settings.Tags.Count > 0)
        {
            body["tags"] = new JArray(settings.Tags);
        }

        return body;
    }

    internal static JObject Change(InstanceChange change)
    {
        var body = new JObject();
        var configuration = new JObject();
        if (change.Name != null)
        {
            body["name"] = change.Name;
        }

        if (change.Tags != null)
        {
            body["tags"] = new JArray(change.Tags);
        }

        if (change.Credential != null)
        {
            Sign(body, configuration, change.Credential);
        }

        Merge(configuration, change.Configuration ?? new Dictionary<string, string>());
        if (configuration.Count > 0)
        {
            body["configuration"] = configuration;
        }

        return body;
    }

    private static InstanceAddress? AddressOf(string? subdomain)
    {
        try
        {
            return string.IsNullOrWhiteSpace(subdomain) ? null : InstanceAddress.Parse(subdomain!.TrimEnd('/'));
        }
        catch (ElementException)
        {
            // The service knows how to reach it; here it is only a name to show.
            return null;
        }
    }

    // A subdomain where that says it all: it is what every service takes (contract §4.3).
    private static string AddressText(InstanceAddress address) =>
        address.Uri.IsDefaultPort && address.Uri.Host.EndsWith(".service-now.com", StringComparison.OrdinalIgnoreCase) ? address.Name : address.Uri.GetLeftPart(UriPartial.Authority);

    private static void Merge(JObject configuration, IReadOnlyDictionary<string, string> entries)
    {
        foreach (KeyValuePair<string, string> entry in entries)
        {
            configuration[entry.Key] = entry.Value;
        }
    }

    private static void Sign(JObject body, JObject configuration, ElementCredential credential)
    {
        switch (credential)
        {
            case BasicCredential basic:
                configuration["username"] = basic.UserName;
                configuration["password"] = SecretText.Of(basic.Password);
                break;
            case OAuthCodeCredential code when code.TakeCode() is { } taken:
                body["providerData"] = new JObject { ["code"] = taken.Code };
                configuration["oauth.callback.url"] = taken.RedirectUri;
                configuration["oauth.api.key"] = code.ClientId;
                configuration["oauth.api.secret"] = code.ClientSecret == null ? string.Empty : SecretText.Of(code.ClientSecret);
                break;
            default:
                throw ErrorCatalog.CredentialNotUsable.With($"a service keeps user and password, or a sign-in in the browser, and no {credential.Kind}");
        }
    }
}

using System.Net;
using System.Security;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Service.Instances;

/// <summary>Opens elements with the credentials of the store.</summary>
internal sealed class ElementSource(ServiceDbFactory store, SecretBox box, RefreshTokenKeeper keeper) : IElementSource
{
    /// <inheritdoc/>
    public async Task<IElement> OpenAsync(long instanceId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await db.Instances.AsNoTracking().Include(instance => instance.Configuration).SingleOrDefaultAsync(instance => instance.Id == instanceId, token)
            ?? throw ApiCall.Unauthorized();
        return Open(ElementCatalogue.Require(row.ElementKey), Clear(row), null, refresh => keeper.Keep(instanceId, refresh));
    }

    /// <summary>Reads all values of an instance in clear.</summary>
    internal Dictionary<string, string?> Clear(InstanceEntity row) => row.Configuration.ToDictionary(
        entry => entry.Key,
        entry => entry is { IsSecret: true, Value: not null } ? box.Open(entry.Value) : entry.Value,
        StringComparer.Ordinal);

    /// <summary>Opens an element with these values.</summary>
    /// <param name="element">The element.</param>
    /// <param name="values">The values in clear.</param>
    /// <param name="code">The authorization code of a new sign-in, or null.</param>
    /// <param name="onNewRefreshToken">Takes a refresh token that the provider gives out.</param>
    /// <returns>The element; nothing is sent to the provider yet.</returns>
    internal static IElement Open(ElementDefinition element, IReadOnlyDictionary<string, string?> values, string? code, Action<string> onNewRefreshToken)
    {
        var address = InstanceAddress.Parse(Value(values, ConfigurationKeys.Subdomain));
        var options = new DirectElementOptions { UserAgent = "ServiceNowElement.Service" };
        if (!element.IsOAuth)
        {
            using SecureString password = Secret(Value(values, ConfigurationKeys.Password));
            return new DirectElement(address, new BasicCredential(Value(values, ConfigurationKeys.UserName), password), options);
        }

        using SecureString client = Secret(Value(values, ConfigurationKeys.ApiSecret));
        string clientId = Value(values, ConfigurationKeys.ApiKey);
        if (code != null)
        {
            string? callback = values.GetValueOrDefault(ConfigurationKeys.CallbackUrl) is { Length: > 0 } url ? url : null;
            return new DirectElement(address, OAuthRefreshCredential.FromCode(clientId, client, code, callback, onNewRefreshToken), options);
        }

        using SecureString refresh = Secret(Value(values, ConfigurationKeys.RefreshToken));
        return new DirectElement(address, OAuthRefreshCredential.FromRefreshToken(clientId, client, refresh, onNewRefreshToken), options);
    }

    private static string Value(IReadOnlyDictionary<string, string?> values, string key) =>
        values.GetValueOrDefault(key) is { Length: > 0 } value ? value : throw new ApiException(StatusCodes.Status400BadRequest, $"The configuration lacks '{key}'.");

    private static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}

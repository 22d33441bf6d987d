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
internal sealed class ElementSource(ServiceDbFactory store, SecretBox box) : IElementSource
{
    /// <inheritdoc/>
    public async Task<IElement> OpenAsync(long instanceId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await db.Instances.AsNoTracking().Include(instance => instance.Configuration).SingleOrDefaultAsync(instance => instance.Id == instanceId, token)
            ?? throw ApiCall.Unauthorized();
        var values = row.Configuration.ToDictionary(entry => entry.Key, entry => entry is { IsSecret: true, Value: not null } ? box.Open(entry.Value) : entry.Value, StringComparer.Ordinal);
        return Open(ElementCatalogue.Require(row.ElementKey), values);
    }

    /// <summary>Opens an element with these values.</summary>
    internal static IElement Open(ElementDefinition element, IReadOnlyDictionary<string, string?> values)
    {
        if (element.IsOAuth)
        {
            throw new ApiException(StatusCodes.Status501NotImplemented, "OAuth instances are not built yet.");
        }

        var address = InstanceAddress.Parse(Value(values, ConfigurationKeys.Subdomain));
        using SecureString password = Secret(Value(values, ConfigurationKeys.Password));
        return new DirectElement(address, new BasicCredential(Value(values, ConfigurationKeys.UserName), password), new DirectElementOptions { UserAgent = "ServiceNowElement.Service" });
    }

    private static string Value(IReadOnlyDictionary<string, string?> values, string key) =>
        values.GetValueOrDefault(key) is { Length: > 0 } value ? value : throw new ApiException(StatusCodes.Status400BadRequest, $"The configuration lacks '{key}'.");

    private static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}

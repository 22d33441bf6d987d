using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tenants;

/// <summary>Settings of accounts: key to value, both of the caller's choice (contract cloud-elements-api §14.1).</summary>
internal sealed class AccountSettings(ServiceDbFactory store)
{
    private const int MostSettings = 200;
    private const int LongestText = 4000;

    internal async Task<JsonNode?> ReadAsync(long accountId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        return JsonNode.Parse(await db.Accounts.Where(row => row.Id == accountId).Select(row => row.Settings).SingleAsync(token));
    }

    /// <summary>Sets the given keys and keeps the others; null removes a key.</summary>
    internal async Task<JsonNode?> ChangeAsync(long accountId, JsonObject change, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        AccountEntity account = await db.Accounts.SingleAsync(row => row.Id == accountId, token);
        JsonObject settings = JsonNode.Parse(account.Settings)!.AsObject();
        foreach ((string key, JsonNode? value) in change)
        {
            if (value == null)
            {
                settings.Remove(key);
            }
            else
            {
                string text = ApiJson.Text(value)!;
                settings[key] = key.Length + text.Length <= LongestText ? text : throw new ApiException(StatusCodes.Status400BadRequest, "A setting is too long.");
            }
        }

        if (settings.Count > MostSettings)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"An account has at most {MostSettings} settings.");
        }

        account.Settings = settings.ToJsonString();
        await db.SaveChangesAsync(token);
        return settings;
    }
}

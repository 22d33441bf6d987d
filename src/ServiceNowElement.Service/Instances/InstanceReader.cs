using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Instances;

/// <summary>Reads instances (contract cloud-elements-api §5.3).</summary>
internal sealed class InstanceReader(ServiceDbFactory store, InstanceAnswers answers)
{
    internal async Task<JsonObject> OneAsync(long id, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await InstanceStore.FindAsync(db, id, token);
        return answers.Of(row, await db.Users.FindAsync([row.UserId], token));
    }

    /// <summary>Lists the instances of an organization; 404 when nothing fits (contract §3.3).</summary>
    internal async Task<JsonNode?> ListAsync(ApiCall call, string? elementKey, long? accountId)
    {
        string[] tags = [.. call.Query["tags[]"].Concat(call.Query["tags"]).Where(tag => !string.IsNullOrEmpty(tag)).Select(tag => tag!)];
        string? search = call.Parameter("searchText");
        bool hydrate = !string.Equals(call.Parameter("hydrate"), "false", StringComparison.OrdinalIgnoreCase);
        PageRequest page = PageRequest.Read(call.Http);
        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        var found = (await db.Instances.AsNoTracking()
                .Where(row => row.OrganizationId == organization && (elementKey == null || row.ElementKey == elementKey) && (accountId == null || row.AccountId == accountId))
                .OrderBy(row => row.Id).Select(row => new { row.Id, row.Name, row.ElementKey, row.Tags }).ToListAsync(call.Token))
            .Where(row => search == null || row.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || row.ElementKey.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(row => tags.Length == 0 || tags.All(JsonSerializer.Deserialize<HashSet<string>>(row.Tags)!.Contains))
            .Select(row => row.Id).ToList();
        if (found.Count == 0)
        {
            throw new ApiException(StatusCodes.Status404NotFound, "No element instances found.");
        }

        List<long> ids = page.Cut(call.Http, found);
        List<InstanceEntity> rows = await db.Instances.AsNoTracking().Include(row => row.Configuration).Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(call.Token);
        Dictionary<long, UserEntity> users = await db.Users.AsNoTracking().Where(user => user.OrganizationId == organization).ToDictionaryAsync(user => user.Id, call.Token);
        return new JsonArray([.. rows.Select(row => answers.Of(row, users.GetValueOrDefault(row.UserId), hydrate))]);
    }

    internal async Task<JsonNode?> CountAsync(ApiCall call)
    {
        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        var counts = await db.Instances.Where(row => row.OrganizationId == organization).GroupBy(row => row.ElementKey).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(call.Token);
        return new JsonObject
        {
            ["totalInstances"] = counts.Sum(row => row.Count),
            ["elementInstances"] = new JsonArray([.. counts.Select(row => new JsonObject { ["elementId"] = ElementCatalogue.Require(row.Key).Id, ["elementKey"] = row.Key, ["count"] = row.Count })]),
        };
    }

    /// <summary>Lists the configuration items of an instance, or one of them.</summary>
    internal async Task<JsonNode?> ConfigurationAsync(long id, long? itemId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await InstanceStore.FindAsync(db, id, token);
        ElementDefinition element = ElementCatalogue.Require(row.ElementKey);
        if (itemId == null)
        {
            return new JsonArray([.. row.Configuration.OrderBy(entry => entry.Id).Select(entry => InstanceAnswers.Item(element, entry))]);
        }

        return InstanceAnswers.Item(element, FindItem(row, itemId.Value));
    }

    internal static ConfigurationEntity FindItem(InstanceEntity row, long itemId) =>
        row.Configuration.Find(entry => entry.Id == itemId) ?? throw new ApiException(StatusCodes.Status404NotFound, $"No configuration found with id {itemId}.");
}

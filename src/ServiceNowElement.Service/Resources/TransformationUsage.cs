using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>Lists which transformations use a definition, at its level and below (contract cloud-elements-api §13.2).</summary>
internal sealed class TransformationUsage(ServiceDbFactory store)
{
    internal async Task<JsonNode?> ListAsync(ResourceScope scope, string name, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        List<TransformationEntity> rows = await db.Transformations.AsNoTracking().Below(scope, db).NamedAsync(name, token);
        if (rows.Count == 0)
        {
            throw TransformationStore.NotFound();
        }

        List<long?> ids = [.. rows.Select(row => row.InstanceId).Distinct()];
        var instances = (await db.Instances.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name, row.ElementKey, row.AccountId }).ToListAsync(token)).ToDictionary(row => row.Id);
        Dictionary<long, string> accounts = await db.Accounts.Where(row => row.OrganizationId == scope.OrganizationId).ToDictionaryAsync(row => row.Id, row => row.Name, token);
        return new JsonArray([.. rows.OrderBy(row => row.Id).Select(row =>
        {
            var instance = row.InstanceId is { } id ? instances.GetValueOrDefault(id) : null;
            ElementDefinition element = ElementCatalogue.Require(instance?.ElementKey ?? row.ElementKey);
            var item = new JsonObject
            {
                ["level"] = row.Level,
                ["name"] = row.ObjectName,
                ["element"] = new JsonObject { ["id"] = element.Id, ["key"] = element.Key, ["name"] = element.Name },
            };
            if ((row.AccountId ?? instance?.AccountId) is { } account)
            {
                item["account"] = new JsonObject { ["id"] = account, ["name"] = accounts.GetValueOrDefault(account) };
            }

            if (instance != null)
            {
                item["elementInstance"] = new JsonObject { ["id"] = instance.Id, ["name"] = instance.Name };
            }

            return item;
        })]);
    }
}

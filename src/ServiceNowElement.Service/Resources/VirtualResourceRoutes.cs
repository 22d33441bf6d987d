using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>
/// The newer routes of virtual data resources and common resources (contract cloud-elements-api §13.6, third tier): what is defined can be
/// read here and changed by the routes of §13.1 and §13.2; other methods answer 405.
/// </summary>
internal sealed class VirtualResourceRoutes(ServiceDbFactory store) : IApiRoutes
{
    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("GET", "/vdrs", Access.Organization, "Lists virtual data resources.", async call =>
            new JsonArray([.. (call.Flag("systemOnly") ? [] : await ResourcesAsync(call)).Select(found => found.AsVirtual())]));
        routes.Add("GET", "/vdrs/{id:long}", Access.Organization, "Reads a virtual data resource.", async call =>
            (await ResourcesAsync(call)).Find(found => found.Id == call.RouteId("id"))?.AsVirtual() ?? throw NotFound());
        routes.Add("GET", "/common-resources", Access.Organization, "Lists common resources.", async call => new JsonArray([.. (await ResourcesAsync(call)).Select(found => found.AsCommon())]));
        routes.Add("GET", "/common-resources/{name}", Access.Organization, "Reads a common resource.", async call => (await RequireAsync(call)).AsCommon());
        routes.Add("GET", "/common-resources/{name}/usages", Access.Organization, "Lists the formulas that use a common resource; there are none.", async call =>
        {
            await RequireAsync(call);
            return new JsonObject { ["formulaUsages"] = new JsonArray() };
        });
        foreach (string pattern in (string[])["/vdrs/{**rest}", "/common-resources/{**rest}", "/transformations"])
        {
            routes.AddAll(pattern, Access.Organization, call => throw (HttpMethods.IsGet(call.Http.Request.Method)
                ? new ApiException(StatusCodes.Status404NotFound, ErrorWriter.Words(404))
                : new ApiException(StatusCodes.Status405MethodNotAllowed, "This can only be read here; definitions and transformations are changed at their levels: /organizations, /accounts, /instances.")));
        }
    }

    private static ApiException NotFound() => new(StatusCodes.Status404NotFound, "No virtual data resource found.");

    private async Task<VirtualResource> RequireAsync(ApiCall call) =>
        (await ResourcesAsync(call)).Find(found => string.Equals(found.Name, call.Route("name"), StringComparison.OrdinalIgnoreCase)) ?? throw NotFound();

    /// <summary>Gathers the definitions of all levels by name; those of other accounts are for users of the default account only.</summary>
    private async Task<List<VirtualResource>> ResourcesAsync(ApiCall call)
    {
        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        var instances = (await db.Instances.Where(row => row.OrganizationId == organization).Select(row => new { row.Id, row.ElementKey, row.AccountId }).ToListAsync(call.Token)).ToDictionary(row => row.Id);
        List<DefinitionEntity> definitions = await db.Definitions.AsNoTracking().Where(row => row.OrganizationId == organization).OrderBy(row => row.Id).ToListAsync(call.Token);
        var transformations = await db.Transformations.Where(row => row.OrganizationId == organization).Select(row => new { row.ObjectName, row.ElementKey, row.InstanceId, row.AccountId }).ToListAsync(call.Token);
        ILookup<string, (string Key, long? Instance)> mapped = transformations
            .Where(row => IsVisible(row.AccountId ?? AccountOf(row.InstanceId)))
            .ToLookup(row => row.ObjectName, row => (row.InstanceId is { } id && instances.TryGetValue(id, out var owner) ? owner.ElementKey : row.ElementKey, row.InstanceId), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. definitions.Where(row => IsVisible(row.AccountId ?? AccountOf(row.InstanceId)))
                .GroupBy(row => row.ObjectName, StringComparer.OrdinalIgnoreCase)
                .Select(group => new VirtualResource(
                    [.. group],
                    [.. mapped[group.Key].Where(user => user.Key.Length > 0).Select(user => ElementCatalogue.Require(user.Key).Id).Distinct()],
                    [.. mapped[group.Key].Select(user => user.Instance).OfType<long>()])),
        ];

        long? AccountOf(long? instance) => instance is { } id && instances.TryGetValue(id, out var owner) ? owner.AccountId : null;
        bool IsVisible(long? account) => account == null || call.Caller.User.InDefaultAccount || account == call.Caller.User.AccountId;
    }
}

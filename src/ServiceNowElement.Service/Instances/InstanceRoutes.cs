using System.Text.Json.Nodes;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Instances;

/// <summary>The routes of instances (contract cloud-elements-api §5).</summary>
internal sealed class InstanceRoutes(InstanceReader reader, InstanceEditor editor, InstanceStore store, ServiceDbFactory db) : IApiRoutes
{
    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("POST", "/instances", Access.Organization, "Creates an instance.", call => editor.CreateAsync(call, null));
        routes.Add("POST", "/elements/{keyOrId}/instances", Access.Organization, "Creates an instance of an element.", call => editor.CreateAsync(call, call.Route("keyOrId")));
        routes.Add("GET", "/instances", Access.Either, "Lists instances; with User and Element alone the instance of the token.", ListAsync);
        routes.Add("GET", "/elements/{keyOrId}/instances", Access.Organization, "Lists the instances of an element.", call => reader.ListAsync(call, ElementCatalogue.Require(call.Route("keyOrId")).Key, null));
        routes.Add("GET", "/instances/count", Access.Organization, "Counts instances.", reader.CountAsync);
        routes.Add("PUT", "/instances", Access.Instance, "Replaces the instance of the Element token.", call => editor.ChangeAsync(call, call.TokenInstance!.Id, replace: true));
        routes.Add("PATCH", "/instances", Access.Instance, "Changes the instance of the Element token.", call => editor.ChangeAsync(call, call.TokenInstance!.Id, replace: false));
        routes.Add("DELETE", "/instances", Access.Instance, "Deletes the instance of the Element token.", call => RemoveAsync(call, call.TokenInstance!.Id));

        routes.AddInstance("GET", string.Empty, "Reads an instance.", async (call, id) => await reader.OneAsync(id, call.Token));
        routes.AddInstance("PUT", string.Empty, "Replaces an instance.", (call, id) => editor.ChangeAsync(call, id, replace: true));
        routes.AddInstance("PATCH", string.Empty, "Changes an instance.", (call, id) => editor.ChangeAsync(call, id, replace: false));
        routes.AddInstance("DELETE", string.Empty, "Deletes an instance.", RemoveAsync);
        routes.AddInstance("GET", "/configuration", "Lists the configuration items.", (call, id) => reader.ConfigurationAsync(id, null, call.Token));
        routes.AddInstance("GET", "/configuration/{configId:long}", "Reads a configuration item.", (call, id) => reader.ConfigurationAsync(id, call.RouteId("configId"), call.Token));
        routes.AddInstance("PATCH", "/configuration/{configId:long}", "Changes a configuration item.", ChangeItemAsync);
        routes.AddInstance("PUT", "/enabled", "Enables an instance.", (call, id) => EnableAsync(call, id, true));
        routes.AddInstance("DELETE", "/enabled", "Disables an instance.", (call, id) => EnableAsync(call, id, false));
    }

    private async Task<JsonNode?> ListAsync(ApiCall call) => call.Caller.ProvedOrganization
        ? await reader.ListAsync(call, null, null)
        : await reader.OneAsync(call.TokenInstance!.Id, call.Token);

    private async Task<JsonNode?> RemoveAsync(ApiCall call, long id)
    {
        await store.RemoveAsync(id, call.Token);
        return null;
    }

    private async Task<JsonNode?> EnableAsync(ApiCall call, long id, bool enabled)
    {
        await store.EnableAsync(id, enabled, call.Token);
        return await reader.OneAsync(id, call.Token);
    }

    private async Task<JsonNode?> ChangeItemAsync(ApiCall call, long id)
    {
        JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
        if (!body.ContainsKey("propertyValue"))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The body needs the member propertyValue.");
        }

        InstanceEntity row;
        await using (ServiceDb context = db.CreateDbContext())
        {
            row = await InstanceStore.FindAsync(context, id, call.Token);
        }

        ConfigurationEntity entry = InstanceReader.FindItem(row, call.RouteId("configId"));
        await editor.ChangeValueAsync(row, entry.Key, ApiJson.Text(body["propertyValue"]), call.Token);
        return await reader.ConfigurationAsync(id, entry.Id, call.Token);
    }
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Resources;

/// <summary>The routes of transformations at all levels (contract cloud-elements-api §13.2).</summary>
internal sealed class TransformationRoutes(TransformationStore transformations, TransformationUsage usage, ResourceScopes scopes) : IApiRoutes
{
    private const string All = "/transformations";
    private const string One = "/transformations/{objectName}";

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        AddEverywhere("GET", One, "Reads a transformation.", async (call, scope) => await transformations.ReadAsync(scope, Name(call), call.Token));
        AddEverywhere("POST", One, "Maps a defined object.", (call, scope) => SaveOneAsync(call, scope, SaveMode.Add));
        AddEverywhere("PUT", One, "Replaces a transformation.", (call, scope) => SaveOneAsync(call, scope, SaveMode.Replace));
        AddEverywhere("DELETE", One, "Deletes a transformation; the object is raw at once.", (call, scope) => RemoveAsync(call, scope, Name(call)));
        AddEverywhere("GET", All, "Lists the transformations of a level.", async (call, scope) => await transformations.ListAsync(scope, call.Token));
        AddEverywhere("POST", All, "Maps several defined objects.", (call, scope) => SaveAllAsync(call, scope, SaveMode.Add));
        AddEverywhere("PUT", All, "Adds or replaces several transformations.", (call, scope) => SaveAllAsync(call, scope, SaveMode.Put));
        AddEverywhere("DELETE", All, "Deletes all transformations of a level.", (call, scope) => RemoveAsync(call, scope, null));

        const string Users = "/objects/{name}/transformations";
        routes.Add("GET", "/organizations" + Users, Access.Organization, "Lists what maps an object.", call => usage.ListAsync(ResourceScopes.Organization(call), call.Route("name"), call.Token));
        foreach (string prefix in (string[])["/accounts", "/accounts/{id:long}"])
        {
            routes.Add("GET", prefix + Users, Access.Organization, "Lists what maps an object in an account.", async call => await usage.ListAsync(await scopes.AccountAsync(call), call.Route("name"), call.Token));
        }

        void AddEverywhere(string method, string rest, string summary, Func<ApiCall, ResourceScope, Task<JsonNode?>> handler)
        {
            routes.Add(method, "/organizations/elements/{keyOrId}" + rest, Access.Organization, summary, call => handler(call, ResourceScopes.Organization(call)));
            routes.Add(method, "/accounts/elements/{keyOrId}" + rest, Access.Organization, summary, async call => await handler(call, await scopes.AccountAsync(call)));
            routes.Add(method, "/accounts/{id:long}/elements/{keyOrId}" + rest, Access.Organization, summary, async call => await handler(call, await scopes.AccountAsync(call)));
            routes.AddInstance(method, rest, summary, async (call, id) => await handler(call, await scopes.InstanceAsync(call, id)));
        }
    }

    private static string Name(ApiCall call) => call.Route("objectName");

    private async Task<JsonNode?> SaveOneAsync(ApiCall call, ResourceScope scope, SaveMode mode)
    {
        JsonObject body = ResourceBody.Transformation(await ApiJson.ReadObjectAsync(call.Http));
        JsonObject saved = await transformations.SaveAsync(scope, new Dictionary<string, JsonObject> { [ResourceBody.Name(Name(call))] = body }, mode, call.Token);
        return saved.First().Value!.DeepClone();
    }

    private async Task<JsonNode?> SaveAllAsync(ApiCall call, ResourceScope scope, SaveMode mode)
    {
        Dictionary<string, JsonObject> bodies = (await ResourceBody.DictionaryAsync(call)).ToDictionary(pair => pair.Key, pair => ResourceBody.Transformation(pair.Value), StringComparer.OrdinalIgnoreCase);
        return await transformations.SaveAsync(scope, bodies, mode, call.Token);
    }

    private async Task<JsonNode?> RemoveAsync(ApiCall call, ResourceScope scope, string? name)
    {
        await transformations.RemoveAsync(scope, name, call.Flag("propagate"), call.Token);
        return null;
    }
}

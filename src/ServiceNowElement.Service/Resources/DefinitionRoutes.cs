using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Resources;

/// <summary>The routes of definitions at all levels (contract cloud-elements-api §13.1).</summary>
internal sealed class DefinitionRoutes(DefinitionStore definitions, ResourceScopes scopes) : IApiRoutes
{
    private const string One = "/objects/{name}/definitions";
    private const string All = "/objects/definitions";

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        AddEverywhere("GET", One, "Reads the definition of an object.", async (call, scope) => DefinitionAnswers.Of(await definitions.ReadAsync(scope, Name(call), call.Token)));
        AddEverywhere("POST", One, "Defines an object.", async (call, scope) =>
            DefinitionAnswers.Of((await definitions.AddAsync(scope, new Dictionary<string, JsonObject> { [ResourceBody.Name(Name(call))] = await BodyAsync(call) }, call.Token))[0]));
        AddEverywhere("PUT", One, "Replaces the definition of an object.", async (call, scope) => DefinitionAnswers.Of(await definitions.ReplaceAsync(scope, Name(call), await BodyAsync(call), call.Token)));
        AddEverywhere("DELETE", One, "Deletes the definition of an object.", (call, scope) => RemoveAsync(call, scope, Name(call)));
        AddEverywhere("GET", All, "Lists the definitions of a level.", ListAsync);
        AddEverywhere("POST", All, "Defines several objects.", async (call, scope) =>
        {
            Dictionary<string, JsonObject> bodies = (await ResourceBody.DictionaryAsync(call)).ToDictionary(pair => pair.Key, pair => ResourceBody.Definition(pair.Value), StringComparer.OrdinalIgnoreCase);
            return DefinitionAnswers.Of(await definitions.AddAsync(scope, bodies, call.Token));
        });
        AddEverywhere("DELETE", All, "Deletes all definitions of a level.", (call, scope) => RemoveAsync(call, scope, null));
        AddEverywhere("PATCH", "/objects/{name}", "Renames an object with its transformations.", async (call, scope) =>
        {
            JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
            return DefinitionAnswers.Of(await definitions.RenameAsync(scope, Name(call), ResourceBody.Name(ApiJson.Text(body["objectName"])), call.Token));
        });

        void AddEverywhere(string method, string rest, string summary, Func<ApiCall, ResourceScope, Task<JsonNode?>> handler)
        {
            routes.Add(method, "/organizations" + rest, Access.Organization, summary, call => handler(call, ResourceScopes.Organization(call)));
            routes.Add(method, "/accounts" + rest, Access.Organization, summary, async call => await handler(call, await scopes.AccountAsync(call)));
            routes.Add(method, "/accounts/{id:long}" + rest, Access.Organization, summary, async call => await handler(call, await scopes.AccountAsync(call)));
            routes.AddInstance(method, rest, summary, async (call, id) => await handler(call, await scopes.InstanceAsync(call, id)));
        }
    }

    private static string Name(ApiCall call) => call.Route("name");

    private static async Task<JsonObject> BodyAsync(ApiCall call) => ResourceBody.Definition(await ApiJson.ReadObjectAsync(call.Http));

    private async Task<JsonNode?> ListAsync(ApiCall call, ResourceScope scope) => call.Flag("systemOnly")
        ? throw new ApiException(StatusCodes.Status404NotFound, "No object definitions found: this service has no templates of its own.")
        : DefinitionAnswers.Of(await definitions.ListAsync(scope, call.Token));

    private async Task<JsonNode?> RemoveAsync(ApiCall call, ResourceScope scope, string? name)
    {
        await definitions.RemoveAsync(scope, name, call.Token);
        return null;
    }
}

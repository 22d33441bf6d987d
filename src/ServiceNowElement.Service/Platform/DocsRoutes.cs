using System.Text.Json.Nodes;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Platform;

/// <summary>Documentation of elements and instances (contract cloud-elements-api §4.2, §5.8).</summary>
internal sealed class DocsRoutes(InstanceDocs docs, ServiceDbFactory store) : IApiRoutes
{
    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("GET", "/elements/{keyOrId}/docs", Access.Everyone, "Describes the hub API of an element as OpenAPI 2.0.", call => ElementAsync(call, ElementCatalogue.Require(call.Route("keyOrId"))));
        routes.Add("GET", "/docs/{hub}", Access.Everyone, "Describes the hub API as OpenAPI 2.0.", call => ElementAsync(call, ElementCatalogue.ServiceNow));
        routes.AddInstance("GET", "/docs", "Describes the hub API of an instance as OpenAPI 2.0.", async (call, id) => await DocumentAsync(call, id));
        routes.AddInstance("GET", "/docs/{operationId}", "Describes one operation.", async (call, id) =>
        {
            JsonObject document = await DocumentAsync(call, id);
            (string path, string method, JsonObject operation) = InstanceDocs.Operation(document, call.Route("operationId"));
            document["paths"] = new JsonObject { [path] = new JsonObject { [method] = operation.DeepClone() } };
            return document;
        });
        routes.AddInstance("GET", "/docs/{operationId}/definitions", "Lists the models of one operation.", async (call, id) =>
        {
            JsonObject document = await DocumentAsync(call, id);
            string text = InstanceDocs.Operation(document, call.Route("operationId")).Operation.ToJsonString();
            return new JsonObject(document["definitions"]!.AsObject()
                .Where(model => text.Contains($"#/definitions/{model.Key}\"", StringComparison.Ordinal)).Select(model => KeyValuePair.Create(model.Key, model.Value?.DeepClone())));
        });
    }

    private async Task<JsonNode?> ElementAsync(ApiCall call, ElementDefinition element)
    {
        JsonObject document = await docs.WriteAsync(element, null, BaseUrl(call), call.Token);
        if (call.Parameter("operationId") is { } wanted)
        {
            (string path, string method, JsonObject operation) = InstanceDocs.Operation(document, wanted);
            document["paths"] = new JsonObject { [path] = new JsonObject { [method] = operation.DeepClone() } };
        }

        return document;
    }

    private async Task<JsonObject> DocumentAsync(ApiCall call, long id)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await InstanceStore.FindAsync(db, id, call.Token);
        var info = new InstanceInfo(row.Id, row.Name, row.ElementKey, row.OrganizationId, row.AccountId, row.UserId, row.Disabled, new Dictionary<string, string?>());
        return await docs.WriteAsync(ElementCatalogue.Require(row.ElementKey), info, BaseUrl(call), call.Token);
    }

    private static Uri BaseUrl(ApiCall call)
    {
        if (call.Parameter("baseUrl") is { } given)
        {
            return Uri.TryCreate(given, UriKind.Absolute, out Uri? chosen) && chosen is { Scheme: "http" or "https", Host.Length: > 0 }
                ? chosen
                : throw new ApiException(StatusCodes.Status400BadRequest, "The parameter baseUrl must be an http address.");
        }

        return Uri.TryCreate($"{call.Http.Request.Scheme}://{call.Http.Request.Host}", UriKind.Absolute, out Uri? own) ? own : new Uri("http://localhost");
    }
}

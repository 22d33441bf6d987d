using System.Text.Json.Nodes;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Platform;

/// <summary>The OpenAPI 2.0 text of an element, with the defined objects of an instance (contract cloud-elements-api §5.8).</summary>
internal sealed class InstanceDocs(ITransformationSource transformations)
{
    private static readonly string[] s_text = ["application/json"];

    /// <summary>Writes the document.</summary>
    /// <param name="element">The element.</param>
    /// <param name="instance">The instance whose defined objects are shown too, or null.</param>
    /// <param name="baseUrl">What host and scheme are taken from.</param>
    /// <param name="token">Stop.</param>
    internal async Task<JsonObject> WriteAsync(ElementDefinition element, InstanceInfo? instance, Uri baseUrl, CancellationToken token)
    {
        var definitions = new JsonObject();
        var paths = new JsonObject();
        foreach (string name in ElementCatalogue.Resources)
        {
            Add(paths, definitions, name, null);
        }

        if (instance != null)
        {
            foreach ((string name, _) in await transformations.ListAsync(instance, token))
            {
                Add(paths, definitions, name, await transformations.FindAsync(instance, name, token));
            }
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = element.Key, ["version"] = "api-v2", ["description"] = element.Description },
            ["host"] = baseUrl.Authority,
            ["basePath"] = ApiPath.Prefix + "/hubs/" + ElementCatalogue.HubKey,
            ["schemes"] = new JsonArray(baseUrl.Scheme),
            ["produces"] = new JsonArray("application/json"),
            ["consumes"] = new JsonArray("application/json"),
            ["paths"] = paths,
            ["definitions"] = definitions,
        };
    }

    /// <summary>Finds one operation of a document; 404 when there is none with this id.</summary>
    internal static (string Path, string Method, JsonObject Operation) Operation(JsonObject document, string operationId)
    {
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                if ((string?)operation!["operationId"] == operationId)
                {
                    return (path, method, operation.AsObject());
                }
            }
        }

        throw new ApiException(StatusCodes.Status404NotFound, "No operation found with this id.");
    }

    private static void Add(JsonObject paths, JsonObject definitions, string name, Transformation? mapped)
    {
        definitions[name] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject((mapped?.Fields ?? []).DistinctBy(field => field.Path).Select(field => KeyValuePair.Create(field.Path, (JsonNode?)new JsonObject
            {
                ["type"] = field.Type is "number" or "boolean" ? field.Type : "string",
                ["x-vendorPath"] = field.VendorPath,
            }))),
        };
        paths["/" + name] = new JsonObject
        {
            ["get"] = Method("GET-" + name, name, "Lists " + name + ".", list: true, Query("where"), Query("fields"), Query("orderBy"), Query("pageSize"), Query("nextPage")),
            ["post"] = Method("POST-" + name, name, "Creates one of " + name + ".", list: false, Body(name)),
        };
        paths[$"/{name}/{{id}}"] = new JsonObject
        {
            ["get"] = Method($"GET-{name}-id", name, "Reads one of " + name + ".", list: false, PathId()),
            ["patch"] = Method($"PATCH-{name}-id", name, "Changes one of " + name + ".", list: false, PathId(), Body(name)),
            ["put"] = Method($"PUT-{name}-id", name, "Changes one of " + name + ".", list: false, PathId(), Body(name)),
            ["delete"] = Method($"DELETE-{name}-id", null, "Deletes one of " + name + ".", list: false, PathId()),
        };
    }

    private static JsonObject Method(string id, string? model, string summary, bool list, params JsonNode[] parameters)
    {
        var good = new JsonObject { ["description"] = "Success" };
        if (model != null)
        {
            good["schema"] = list ? new JsonObject { ["type"] = "array", ["items"] = Reference(model) } : Reference(model);
        }

        return new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["tags"] = new JsonArray(model ?? id.Split('-')[1]),
            ["produces"] = new JsonArray([.. s_text.Select(type => (JsonNode?)type)]),
            ["parameters"] = new JsonArray([Header(), .. parameters]),
            ["responses"] = new JsonObject { ["200"] = good, ["default"] = new JsonObject { ["description"] = "Failure with requestId, message and providerMessage" } },
        };
    }

    private static JsonObject Reference(string model) => new() { ["$ref"] = "#/definitions/" + model };

    private static JsonObject Header() => Parameter("Authorization", "header", required: true);

    private static JsonObject Query(string name) => Parameter(name, "query", required: false);

    private static JsonObject PathId() => Parameter("id", "path", required: true);

    private static JsonObject Parameter(string name, string place, bool required) => new() { ["name"] = name, ["in"] = place, ["type"] = "string", ["required"] = required };

    private static JsonObject Body(string model) => new() { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = Reference(model) };
}

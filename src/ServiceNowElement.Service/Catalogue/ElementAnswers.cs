using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Catalogue;

/// <summary>Elements as JSON (contract cloud-elements-api §4.2 to §4.4).</summary>
internal static class ElementAnswers
{
    private const string Born = "2015-01-02T03:04:05Z";

    internal static JsonObject Short(ElementDefinition element) => new()
    {
        ["id"] = element.Id,
        ["key"] = element.Key,
        ["name"] = element.Name,
        ["hub"] = ElementCatalogue.HubKey,
    };

    internal static JsonObject Of(ElementDefinition element, bool configuration = true)
    {
        var answer = new JsonObject
        {
            ["id"] = element.Id,
            ["name"] = element.Name,
            ["hookName"] = "ServiceNow",
            ["key"] = element.Key,
            ["description"] = element.Description,
            ["image"] = string.Empty,
            ["active"] = true,
            ["deleted"] = false,

            // False even for the OAuth element, as in the vendor's sample.
            ["typeOauth"] = false,
            ["trialAccount"] = false,
            ["resources"] = new JsonArray(),
            ["transformationsEnabled"] = true,
            ["bulkDownloadEnabled"] = true,
            ["bulkUploadEnabled"] = true,
            ["cloneable"] = false,
            ["extendable"] = false,
            ["beta"] = element.IsOAuth,
            ["authentication"] = new JsonObject { ["type"] = element.IsOAuth ? "oauth2" : "basic" },
            ["extended"] = false,
            ["hub"] = ElementCatalogue.HubKey,
            ["protocolType"] = "http",
            ["private"] = false,
            ["parameters"] = new JsonArray(new JsonObject
            {
                ["id"] = 11,
                ["createdDate"] = Born,
                ["name"] = "servicenow.subdomain",
                ["vendorName"] = "subdomain",
                ["type"] = "configuration",
                ["vendorType"] = "path",
                ["source"] = "request",
                ["elementId"] = element.Id,
                ["required"] = false,
            }),
        };
        if (configuration)
        {
            answer["configuration"] = Configuration(element);
        }

        return answer;
    }

    internal static JsonArray Configuration(ElementDefinition element)
    {
        int order = 0;
        return new JsonArray([.. element.Configuration.Select(item => new JsonObject
        {
            ["id"] = item.Id,
            ["name"] = item.Name,
            ["key"] = item.Key,
            ["description"] = item.Description,
            ["defaultValue"] = item.ElementDefault ?? item.Default,
            ["resellerConfig"] = false,
            ["companyConfig"] = false,
            ["active"] = true,
            ["internal"] = item.Internal,
            ["groupControl"] = false,
            ["displayOrder"] = order++,
            ["type"] = item.Type,
            ["hideFromConsole"] = item.Internal,
            ["required"] = item.Required,
        })]);
    }

    internal static JsonObject Metadata(ElementDefinition element, bool expand, int instances)
    {
        var answer = new JsonObject
        {
            ["id"] = element.Id,
            ["key"] = element.Key,
            ["name"] = element.Name,
            ["description"] = element.Description,
            ["hub"] = ElementCatalogue.HubKey,
            ["displayOrder"] = 0,
            ["active"] = true,
            ["beta"] = element.IsOAuth,
            ["extended"] = false,
            ["image"] = string.Empty,
            ["defaultAuthentication"] = element.IsOAuth ? "oauth2" : "basic",
            ["authenticationType"] = element.IsOAuth ? "oauth2" : "basic",
            ["transformations"] = true,
            ["elementType"] = "cloud",
            ["normalizedPaging"] = true,
            ["swaggerValidated"] = true,
            ["cloneable"] = false,
            ["usage"] = new JsonObject { ["instanceCount"] = instances, ["customerCount"] = instances > 0 ? 1 : 0, ["traffic"] = 0 },
            ["api"] = new JsonObject { ["type"] = "rest", ["contentType"] = "json" },
            ["events"] = new JsonObject { ["supported"] = true, ["methods"] = new JsonArray("polling"), ["polling"] = Polling() },
            ["bulk"] = new JsonObject { ["upload"] = true, ["download"] = true },
            ["discovery"] = new JsonObject { ["customFields"] = true, ["customObjects"] = true, ["endpointCustomFields"] = true, ["endpointCustomObjects"] = true },
        };
        if (expand)
        {
            answer["resources"] = new JsonArray([.. ElementCatalogue.Resources.Select(Resource)]);
        }

        return answer;
    }

    private static JsonObject Polling() => new(ElementCatalogue.Resources.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject
    {
        ["eventTypes"] = new JsonArray("CREATED", "UPDATED"),
        ["pollUrl"] = $"/hubs/helpdesk/{name}?where=sys_updated_on>='${{date}}'",
    })));

    private static JsonObject Resource(string name) => new()
    {
        ["canonicalName"] = name,
        ["operations"] = new JsonArray("GET", "POST", "PATCH", "PUT", "DELETE"),
        ["events"] = new JsonObject { ["supported"] = true, ["methods"] = new JsonArray("polling"), ["eventTypes"] = new JsonArray("CREATED", "UPDATED") },
        ["bulk"] = new JsonObject
        {
            ["upload"] = new JsonObject { ["supported"] = true, ["native"] = false },
            ["download"] = new JsonObject { ["supported"] = true, ["native"] = false },
        },
        ["customField"] = new JsonObject { ["get"] = true, ["create"] = true, ["update"] = true, ["delete"] = true },
    };
}

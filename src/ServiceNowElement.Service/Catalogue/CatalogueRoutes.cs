using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Platform;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Catalogue;

/// <summary>Hubs and elements (contract cloud-elements-api §4); open to everyone.</summary>
internal sealed class CatalogueRoutes(ServiceDbFactory store) : IApiRoutes
{
    private const string AbridgedFlag = "abridged";

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        Public("/hubs", "Lists hubs.", call => new JsonArray(Hub(call.Flag("hydrate"))));
        Public("/hubs/keys", "Lists the keys of hubs.", _ => new JsonArray(ElementCatalogue.HubKey));
        Public("/hubs/{key}", "Reads a hub.", call => RequireHub(call.Route("key"), call.Flag("hydrate")));
        Public("/hubs/{key}/elements", "Lists the elements of a hub.", call =>
        {
            RequireHub(call.Route("key"), false);
            return Elements(call);
        });
        Public("/elements", "Lists elements.", Elements);
        Public("/elements/keys", "Lists the keys of elements.", _ => new JsonArray([.. ElementCatalogue.All.Select(element => (JsonNode?)element.Key)]));
        Public("/elements/{keyOrId}", "Reads an element.", call => ElementAnswers.Of(Element(call)));
        Public("/elements/{keyOrId}/configuration", "Lists the configuration keys of an element.", call => ElementAnswers.Configuration(Element(call)));
        Public("/elements/{keyOrId}/resources", "Lists the resources of an element.", call => Resources(Element(call)));
        Public("/elements/{keyOrId}/objects", "Lists the objects of an element.", call => Resources(Element(call)));
        Public("/elements/{keyOrId}/parameters", "Lists the parameters of an element.", call => ElementAnswers.Of(Element(call))["parameters"]!.DeepClone());
        Public("/elements/{keyOrId}/hooks", "Lists the hooks of an element; there are none.", call => EmptyOf(Element(call), new JsonArray()));

        // The vendor ships templates; this service has none, and every record stays raw until somebody maps it.
        Public("/elements/{keyOrId}/transformations", "Lists the default transformations of an element; there are none.", call => EmptyOf(Element(call), new JsonObject()));
        Public("/elements/{keyOrId}/authentication-types", "Lists how users of an element sign in.", call => new JsonArray(Element(call).IsOAuth ? "oauth2" : "basic"));
        routes.Add("GET", "/elements/metadata", Access.Everyone, "Describes what all elements can do.", async call =>
            new JsonArray([.. (await CountsAsync(call)).Select(pair => ElementAnswers.Metadata(pair.Element, call.Flag("expand"), pair.Count))]));
        routes.Add("GET", "/elements/{keyOrId}/metadata", Access.Everyone, "Describes what an element can do.", async call =>
        {
            ElementDefinition element = Element(call);
            return ElementAnswers.Metadata(element, call.Flag("expand"), (await CountsAsync(call)).First(pair => pair.Element == element).Count);
        });

        void Public(string pattern, string summary, Func<ApiCall, JsonNode?> answer) => routes.Add("GET", pattern, Access.Everyone, summary, call => Task.FromResult(answer(call)));
    }

    private static ElementDefinition Element(ApiCall call) => ElementCatalogue.Require(call.Route("keyOrId"));

    private static JsonNode EmptyOf(ElementDefinition element, JsonNode empty) => element.Id > 0 ? empty : new JsonArray();

    private static JsonNode? Elements(ApiCall call)
    {
        MemberFilter filter = MemberFilter.Read(call.Parameter("where"));
        bool abridged = filter.Asks(AbridgedFlag);
        List<JsonObject> found = [.. ElementCatalogue.All.Select(element => abridged ? ElementAnswers.Of(element, configuration: false) : ElementAnswers.Of(element)).Where(item => filter.Matches(item, AbridgedFlag))];
        return new JsonArray([.. PageRequest.Read(call.Http).Cut(call.Http, found)]);
    }

    private static JsonObject RequireHub(string key, bool hydrate) => key.Equals(ElementCatalogue.HubKey, StringComparison.OrdinalIgnoreCase)
        ? Hub(hydrate)
        : throw new ApiException(StatusCodes.Status404NotFound, "No hub found with this key.");

    private static JsonObject Hub(bool hydrate)
    {
        var hub = new JsonObject { ["id"] = 14, ["key"] = ElementCatalogue.HubKey, ["name"] = "Help Desk", ["description"] = "Incidents, and who reports and solves them.", ["active"] = true };
        if (hydrate)
        {
            hub["resources"] = Resources(ElementCatalogue.ServiceNow);
        }

        return hub;
    }

    private static JsonArray Resources(ElementDefinition element) => new([.. ElementCatalogue.Resources.Select((name, index) => new JsonObject
    {
        ["id"] = (element.Id * 100) + index,
        ["name"] = name,
        ["vendorName"] = ObjectNames.ToTable(name),
        ["path"] = "/hubs/helpdesk/" + name,
        ["type"] = "api",
    })]);

    // Strangers learn nothing about tenants, not even how many instances there are.
    private async Task<IReadOnlyList<(ElementDefinition Element, int Count)>> CountsAsync(ApiCall call)
    {
        if (await call.TryCallerAsync() is not { } caller)
        {
            return [.. ElementCatalogue.All.Select(element => (element, 0))];
        }

        await using ServiceDb db = store.CreateDbContext();
        List<string> keys = await db.Instances.Where(row => row.OrganizationId == caller.OrganizationId).Select(row => row.ElementKey).ToListAsync(call.Token);
        return [.. ElementCatalogue.All.Select(element => (element, keys.Count(key => key == element.Key)))];
    }
}

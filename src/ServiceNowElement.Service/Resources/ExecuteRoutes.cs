using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Hub;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Applies a transformation to an object without calling the provider (contract cloud-elements-api §13.6).</summary>
internal sealed class ExecuteRoutes(StoredTransformations known, ResourceScopes scopes) : IApiRoutes
{
    private static readonly string[] s_writing = ["POST", "PUT", "PATCH"];

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes) => routes.Add("POST", "/transformations/{objectName}/execute", Access.Either, "Applies a transformation to an object.", ExecuteAsync);

    private async Task<JsonNode?> ExecuteAsync(ApiCall call)
    {
        JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
        JsonObject payload = body["payload"] as JsonObject ?? throw ResourceBody.Invalid("The body needs the member payload, an object.");
        ResourceScope scope = await ScopeAsync(call, body);
        Transformation found = (await known.ReadAsync(scope, call.Token)).Find(call.Route("objectName")) ?? throw TransformationStore.NotFound();
        RecordShape shape = RecordShape.Of(found)!;
        Dictionary<string, object?> record = JsonTree.Object(JsonSerializer.SerializeToElement(payload));
        bool toVendor = s_writing.Contains(ApiJson.Text(body["method"]), StringComparer.OrdinalIgnoreCase);
        IDictionary<string, object?> transformed = toVendor ? shape.ToVendor(record) : shape.FromVendor(record);
        HubAnswer.Note(call.Http, shape.Note);
        return JsonNode.Parse(HubAnswer.Render(writer => JsonTree.Write(writer, transformed, dropsNulls: false)).Span);
    }

    private async Task<ResourceScope> ScopeAsync(ApiCall call, JsonObject body)
    {
        if ((ApiJson.Text(body["instanceId"]) ?? ApiJson.Text(body["elementInstanceId"])) is { } text)
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                ? await scopes.InstanceAsync(call, id)
                : throw ResourceBody.Invalid("The member instanceId has to be a number.");
        }

        if (ApiJson.Text(body["elementId"]) is { } element)
        {
            return new ResourceScope(ResourceLevel.Account, call.Caller.OrganizationId, call.Caller.User.AccountId, null, ElementCatalogue.Require(element).Key);
        }

        InstanceInfo instance = call.TokenInstance ?? throw ResourceBody.Invalid("The body needs an instanceId or an elementId.");
        return ResourceScope.Of(instance);
    }
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Reads what the store keeps as JSON into what the engine applies.</summary>
internal static class ResourceModels
{
    internal static JsonObject Body(string json) => JsonNode.Parse(json)!.AsObject();

    internal static IEnumerable<JsonObject> Fields(JsonObject body) => (body["fields"] as JsonArray)?.OfType<JsonObject>() ?? [];

    internal static ObjectDefinition Of(DefinitionEntity row) => new()
    {
        Name = row.ObjectName,
        Level = ResourceScope.Parse(row.Level),
        Fields =
        [
            .. Fields(Body(row.Body)).Select(field => new DefinitionField
            {
                Path = Text(field, "path") ?? string.Empty,
                Type = Text(field, "type"),
                DisplayName = Text(field, "displayName"),
            }),
        ],
    };

    internal static Transformation Of(TransformationEntity row)
    {
        JsonObject body = Body(row.Body);
        return new Transformation
        {
            ObjectName = row.ObjectName,
            VendorName = row.VendorName,
            Level = ResourceScope.Parse(row.Level),
            Fields = [.. Fields(body).Select(Field)],
            Rules = Rules(body),
            Script = Script(body),
        };
    }

    /// <summary>Reads configuration entries (contract cloud-elements-api §13.3); flags may be texts.</summary>
    internal static IReadOnlyList<TransformationRule> Rules(JsonObject owner) =>
    [
        .. ((owner["configuration"] as JsonArray)?.OfType<JsonObject>() ?? [])
            .Where(entry => !string.IsNullOrWhiteSpace(Text(entry, "type")))
            .Select(entry => new TransformationRule(
                Text(entry, "type")!.Trim(), Flag(ApiJson.Member(entry["properties"], "fromVendor")), Flag(ApiJson.Member(entry["properties"], "toVendor")), ApiJson.Text(ApiJson.Member(entry["properties"], "pattern")))),
    ];

    internal static bool? Flag(JsonNode? node) => bool.TryParse(ApiJson.Text(node), out bool flag) ? flag : null;

    internal static string? Text(JsonObject owner, string name) => ApiJson.Text(owner[name]);

    private static TransformationField Field(JsonObject field) => new()
    {
        Path = Text(field, "path") ?? string.Empty,
        VendorPath = Text(field, "vendorPath") ?? string.Empty,
        Type = Text(field, "type"),
        VendorType = Text(field, "vendorType"),
        Rules = Rules(field),
    };

    private static string? Script(JsonObject body)
    {
        string? text = body["script"] is JsonObject script ? Text(script, "body") : Text(body, "script");
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}

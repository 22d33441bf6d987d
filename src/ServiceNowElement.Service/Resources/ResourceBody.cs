using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Resources;

/// <summary>
/// Reads the bodies of definitions and transformations: what is needed is checked, what answers compute is dropped, anything else is kept
/// (contract cloud-elements-api §13.1, §16.1 item 10).
/// </summary>
internal static class ResourceBody
{
    private const int MostFields = 5000;
    private const int LongestName = 200;

    // Members of answers that come back with whole objects; a route says them better.
    private static readonly string[] s_computed = ["objectName", "level", "id", "createdDate", "startDate", "elementInstanceId"];
    private static readonly string[] s_computedInFields = ["id", "level", "associatedLevel", "associatedId"];

    /// <summary>Checks a name that becomes a segment of paths.</summary>
    internal static string Name(string? name)
    {
        string trimmed = name?.Trim() ?? string.Empty;
        return trimmed.Length is > 0 and <= LongestName && !trimmed.Contains('/', StringComparison.Ordinal) && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw Invalid($"The name of an object has 1 to {LongestName} characters and no slash.");
    }

    /// <summary>Reads a dictionary from name to object.</summary>
    internal static async Task<Dictionary<string, JsonObject>> DictionaryAsync(ApiCall call)
    {
        var named = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonNode? value) in await ApiJson.ReadObjectAsync(call.Http))
        {
            JsonObject body = value as JsonObject ?? throw Invalid("The body is an object whose members are named like the objects, each with an object as its value.");
            if (!named.TryAdd(Name(name), body))
            {
                throw Invalid("Two names differ in letter case only.");
            }
        }

        return named.Count > 0 ? named : throw Invalid("The body names no object.");
    }

    internal static JsonObject Definition(JsonObject body)
    {
        JsonObject kept = Clean(body);
        return kept["fields"] is JsonArray ? kept : throw Invalid("A definition needs fields: {\"fields\":[{\"path\":\"id\",\"type\":\"string\"}]}.");
    }

    internal static JsonObject Transformation(JsonObject body)
    {
        JsonObject kept = Clean(body);
        CheckText(kept, "vendorName");
        CheckConfiguration(kept);
        if (kept["script"] is not (null or JsonObject or JsonValue))
        {
            throw Invalid("The member script has to be an object.");
        }

        foreach (JsonObject field in ResourceModels.Fields(kept))
        {
            CheckText(field, "vendorPath");
            CheckConfiguration(field);
        }

        if (string.IsNullOrWhiteSpace(ResourceModels.Text(kept, "vendorName")) && kept["fields"] == null && kept["script"] == null && kept["configuration"] == null)
        {
            throw Invalid("A transformation needs a vendorName, fields, a configuration or a script.");
        }

        kept["isLegacy"] = ResourceModels.Flag(body["isLegacy"]) ?? ResourceModels.Flag(ApiJson.Member(body["script"], "isLegacy")) ?? false;
        return kept;
    }

    internal static ApiException Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    private static JsonObject Clean(JsonObject body)
    {
        JsonObject kept = body.DeepClone().AsObject();
        foreach (string name in s_computed)
        {
            kept.Remove(name);
        }

        if (kept["fields"] is not { } fields)
        {
            kept.Remove("fields");
            return kept;
        }

        if (fields is not JsonArray list || list.Count > MostFields)
        {
            throw Invalid($"The member fields has to be an array of at most {MostFields} objects.");
        }

        foreach (JsonNode? node in list)
        {
            JsonObject field = node as JsonObject ?? throw Invalid("Every field has to be an object.");
            CheckText(field, "path");
            CheckText(field, "type");
            string path = ResourceModels.Text(field, "path")?.Trim() ?? string.Empty;
            field["path"] = path.Length > 0 ? path : throw Invalid("Every field needs a path.");
        }

        return kept;
    }

    /// <summary>Takes what answers compute out of the fields, once nobody needs it any more.</summary>
    internal static string Store(JsonObject body)
    {
        foreach (JsonObject field in ResourceModels.Fields(body))
        {
            foreach (string name in s_computedInFields)
            {
                field.Remove(name);
            }
        }

        return body.ToJsonString();
    }

    private static void CheckText(JsonObject owner, string name)
    {
        if (owner[name] is { } node && !(node is JsonValue value && value.TryGetValue(out string? _)))
        {
            throw Invalid($"The member {name} has to be a text.");
        }
    }

    private static void CheckConfiguration(JsonObject owner)
    {
        if (owner["configuration"] is not (null or JsonArray))
        {
            throw Invalid("The member configuration has to be an array.");
        }
    }
}

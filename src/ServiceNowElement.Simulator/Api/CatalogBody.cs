using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The body of a catalog call: quantity, for whom, variables (contract servicenow-rest §4.5).</summary>
internal sealed class CatalogBody
{
    private const int MostUsers = 50;
    private readonly JsonElement _root;

    private CatalogBody(JsonElement root) => _root = root;

    internal bool HasQuantity => _root.TryGetProperty("sysparm_quantity", out _);

    internal bool HasVariables => _root.TryGetProperty("variables", out _);

    internal string Instructions => Member("special_instructions") is { } text ? Text(text) : string.Empty;

    internal string Address => Member("delivery_address") is { } text ? Text(text) : string.Empty;

    internal static CatalogBody Read(Call call)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(call.Body.Length == 0 ? "{}"u8.ToArray() : call.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new CatalogBody(document.RootElement.Clone()) : throw new ApiError(400, "Exception while reading request", "A JSON object is expected");
        }
        catch (JsonException failure)
        {
            throw new ApiError(400, "Exception while reading request", failure.Message);
        }
    }

    internal static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => string.Empty,
        _ => value.GetRawText(),
    };

    internal static List<JsonElement> Rows(string set, string text)
    {
        var refused = new ApiError(400, "Invalid value for variable set " + set, "An array of objects is expected");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw refused;
            }

            List<JsonElement> rows = [.. document.RootElement.Clone().EnumerateArray()];
            return rows.TrueForAll(row => row.ValueKind == JsonValueKind.Object) ? rows : throw refused;
        }
        catch (JsonException)
        {
            throw refused;
        }
    }

    internal int Quantity() => Member("sysparm_quantity") is { } sent && int.TryParse(Text(sent), NumberStyles.None, CultureInfo.InvariantCulture, out int quantity) && quantity > 0
        ? quantity
        : throw new ApiError(400, "Invalid Quantity value", "sysparm_quantity must be a positive integer");

    /// <summary>For whom: the user named, or the caller; then all others. One unknown user refuses them all.</summary>
    internal List<string> Users(Call call)
    {
        List<string> others = Member("sysparm_also_request_for") switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
            { } text => [.. Text(text).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            null => [],
        };
        if (others.Count > MostUsers)
        {
            throw new ApiError(400, "Invalid sysparm_also_request_for", $"At most {MostUsers} users are allowed");
        }

        string first = Member("sysparm_requested_for") is { } named && Text(named).Length > 0 ? Text(named) : call.UserId;
        List<string> users = [first, .. others.Where(user => user != first).Distinct()];
        string? unknown = users.Find(user => Database.Get(call.Data["sys_user"], user) == null);
        return unknown == null ? users : throw new ApiError(400, "Invalid user", $"User {unknown} does not exist or may not request this item");
    }

    internal JsonElement? Variable(string name) => Member("variables") is { ValueKind: JsonValueKind.Object } variables && variables.TryGetProperty(name, out JsonElement value) ? value : null;

    private JsonElement? Member(string name) => _root.TryGetProperty(name, out JsonElement value) ? value : null;
}

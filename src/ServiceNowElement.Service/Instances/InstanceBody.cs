using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Instances;

/// <summary>What a request says about an instance; members that are not given are null (contract cloud-elements-api §5.1, §5.4).</summary>
internal sealed partial class InstanceBody
{
    private const int LongestName = 255;
    private const int LongestValue = 64 * 1024;
    private const int MostValues = 500;

    private InstanceBody(JsonObject body)
    {
        Name = ApiJson.Text(body["name"]) is { } name ? Limited(Strip(name), LongestName, "The name") : null;
        Element = ApiJson.Text(ApiJson.Member(body["element"], "key")) ?? ApiJson.Text(ApiJson.Member(body["element"], "id"));
        Tags = body["tags"] is JsonArray tags ? [.. tags.Select(tag => Limited(Strip(ApiJson.Text(tag) ?? string.Empty), LongestName, "A tag")).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)] : null;
        Configuration = body["configuration"] is JsonObject values ? Values(values) : null;
        Code = ApiJson.Text(ApiJson.Member(body["providerData"], "code")) is { Length: > 0 } code ? code : null;
        ExternalAuthentication = ApiJson.Text(body["externalAuthentication"]);
        RetrieveObjects = string.Equals(ApiJson.Text(body["retrieveObjectsAfterInstantiation"]), "true", StringComparison.OrdinalIgnoreCase);
    }

    internal string? Name { get; }

    /// <summary>Gets the element's key or number.</summary>
    internal string? Element { get; }

    internal IReadOnlyList<string>? Tags { get; }

    /// <summary>Gets the values, whatever their JSON type was, as text.</summary>
    internal IReadOnlyDictionary<string, string?>? Configuration { get; }

    /// <summary>Gets the authorization code of a sign-in at the provider.</summary>
    internal string? Code { get; }

    internal string? ExternalAuthentication { get; }

    internal bool RetrieveObjects { get; }

    internal static async Task<InstanceBody> ReadAsync(HttpContext http) => new(await ApiJson.ReadObjectAsync(http));

    /// <summary>Takes HTML tags out and keeps the text (contract §5.6).</summary>
    internal static string Strip(string text)
    {
        string before;
        do
        {
            // A tag that is cut out may leave another one behind.
            before = text;
            text = Tag().Replace(text, string.Empty);
        }
        while (text != before);

        return text.Trim();
    }

    private static Dictionary<string, string?> Values(JsonObject values)
    {
        if (values.Count > MostValues)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The configuration has more than {MostValues} values.");
        }

        return values.ToDictionary(
            pair => Limited(pair.Key, LongestName, "A configuration key"),
            pair => ApiJson.Text(pair.Value) is { } text ? Limited(text, LongestValue, "A configuration value") : null,
            StringComparer.Ordinal);
    }

    private static string Limited(string text, int most, string what) =>
        text.Length <= most ? text : throw new ApiException(StatusCodes.Status400BadRequest, $"{what} is longer than {most} characters.");

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}

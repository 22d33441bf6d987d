using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Http;

/// <summary>JSON of the platform's answers and bodies.</summary>
internal static class ApiJson
{
    /// <summary>Answers are no HTML, so only what JSON itself needs is escaped.</summary>
    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal const string ContentType = "application/json;charset=UTF-8";

    internal static async Task WriteAsync(HttpContext http, JsonNode? node, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, s_writer))
        {
            if (node == null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        http.Response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
        }
    }

    /// <summary>Reads the body of a request as an object.</summary>
    /// <exception cref="ApiException">400 for what is no object, 415 for another content type.</exception>
    internal static async Task<JsonObject> ReadObjectAsync(HttpContext http) =>
        await ReadAsync(http) as JsonObject ?? throw new ApiException(StatusCodes.Status400BadRequest, "The request needs a JSON object as its body.");

    /// <summary>Reads the body of a request; null when it is empty.</summary>
    internal static async Task<JsonNode?> ReadAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (request.ContentLength == 0 || (request.ContentLength == null && request.ContentType == null))
        {
            return null;
        }

        if (!request.HasJsonContentType())
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON: Content-Type application/json.");
        }

        try
        {
            JsonNode? node = await JsonNode.ParseAsync(request.Body, new JsonNodeOptions { PropertyNameCaseInsensitive = false }, new JsonDocumentOptions { MaxDepth = 64 }, http.RequestAborted);
            Check(node);
            return node;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The body is no valid JSON.");
        }
    }

    /// <summary>Nodes are read lazily: names given twice, halves of surrogates and characters that no database takes must come up here, not later.</summary>
    private static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    Check(name);
                    Check(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Check(item);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text):
                Check(text);
                break;
        }
    }

    private static void Check(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new JsonException("A text contains a NUL character.");
        }
    }

    /// <summary>Gets a member as text: strings as they are, numbers and booleans in JSON's spelling, objects and arrays as JSON; null for null or none.</summary>
    internal static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(),
    };

    /// <summary>Gets a member without trusting that the node is an object.</summary>
    internal static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>Writes a platform date: ISO 8601, UTC, whole seconds (contract §1.2).</summary>
    internal static string Date(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

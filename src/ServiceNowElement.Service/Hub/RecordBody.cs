using System.Text.Json;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Reads the records that callers send.</summary>
internal static class RecordBody
{
    /// <summary>Reads the body as one JSON object.</summary>
    internal static async Task<Dictionary<string, object?>> ReadAsync(HttpContext http)
    {
        if (!string.IsNullOrEmpty(http.Request.ContentType) && !http.Request.HasJsonContentType())
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "The body has to be JSON (Content-Type application/json)");
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => JsonTree.Object(document.RootElement),
                JsonValueKind.Array => throw new ApiException(StatusCodes.Status400BadRequest, "The body is an array; records are written one by one"),
                _ => throw new ApiException(StatusCodes.Status400BadRequest, "The body has to be a JSON object"),
            };
        }
        catch (JsonException failure)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The body is not JSON: " + failure.Message);
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair is JSON by its grammar, and no text.
            throw new ApiException(StatusCodes.Status400BadRequest, "The body holds a text that is not valid Unicode");
        }
    }

    /// <summary>Makes of a record what the instance takes: plain values. References come back the way lists gave them out.</summary>
    internal static Dictionary<string, object?> ToWire(IEnumerable<KeyValuePair<string, object?>> record)
    {
        var wire = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, object? value) in record)
        {
            if (name.Length == 0)
            {
                throw new ApiException(StatusCodes.Status400BadRequest, "A member of the record has no name");
            }

            wire[name] = Plain(value);
        }

        return wire;
    }

    private static object? Plain(object? value) => value switch
    {
        IDictionary<string, object?> reference when reference.TryGetValue("value", out object? id) => Plain(id),
        IDictionary<string, object?> shown when shown.TryGetValue("display_value", out object? label) => Plain(label),
        IDictionary<string, object?> or IList<object?> => Text(value),
        _ => value,
    };

    // A list column holds its values with commas; anything else is stored as its JSON.
    private static string Text(object value) => value is IList<object?> list && list.All(item => item is string or decimal or bool)
        ? string.Join(",", list.Select(item => item is bool flag ? (flag ? "true" : "false") : Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture)))
        : System.Text.Encoding.UTF8.GetString(HubAnswer.Render(writer => JsonTree.Write(writer, value, dropsNulls: false)).Span);
}

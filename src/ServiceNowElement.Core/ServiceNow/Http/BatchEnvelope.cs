using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Packs requests into one call of the Batch API and unpacks the answers (contract servicenow-rest §4.4).</summary>
internal static class BatchEnvelope
{
    internal const string Target = "api/now/v1/batch";

    internal static byte[] Pack(string batchId, IEnumerable<(string Id, ApiRequest Request)> items)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            Member(json, "batch_request_id", batchId);
            json.WritePropertyName("rest_requests");
            json.WriteStartArray();
            foreach ((string id, ApiRequest request) in items)
            {
                json.WriteStartObject();
                Member(json, "id", id);
                Member(json, "method", request.Method.Method);
                Member(json, "url", "/" + request.Target);
                json.WritePropertyName("headers");
                json.WriteStartArray();
                Header(json, "Accept");
                if (request.Body != null)
                {
                    Header(json, "Content-Type");
                }

                json.WriteEndArray();
                if (request.Body != null)
                {
                    Member(json, "body", Convert.ToBase64String(request.Body));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return ElementJson.Utf8.GetBytes(text.ToString());
    }

    /// <summary>Reads the answers by id. An id that is in neither list was not serviced as far as anyone can tell.</summary>
    internal static (Dictionary<string, HttpResponseMessage> Serviced, HashSet<string> Unserviced) Unpack(string body)
    {
        if (ElementJson.TryParse(body) is not JObject answer || answer["serviced_requests"] is not JArray serviced)
        {
            throw new JsonException("the answer of a batch has no serviced_requests");
        }

        var answers = new Dictionary<string, HttpResponseMessage>(StringComparer.Ordinal);
        foreach (JObject item in serviced.OfType<JObject>())
        {
            answers[item.Member("id").Text() ?? string.Empty] = Answer(item);
        }

        var left = new HashSet<string>((answer["unserviced_requests"] as JArray ?? []).Select(id => id.Text() ?? string.Empty), StringComparer.Ordinal);
        return (answers, left);
    }

    private static HttpResponseMessage Answer(JObject item)
    {
        byte[] bytes = item.Member("body").Text() is { Length: > 0 } packed ? Convert.FromBase64String(packed) : [];
        var response = new HttpResponseMessage((HttpStatusCode)((int?)item["status_code"] ?? 500)) { Content = new ByteArrayContent(bytes) };

        // An item without content type still has the JSON that was asked for.
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (JObject header in (item["headers"] as JArray ?? []).OfType<JObject>())
        {
            string name = header.Member("name").Text() ?? string.Empty;
            string value = header.Member("value").Text() ?? string.Empty;
            if (name.Length > 0 && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private static void Header(JsonTextWriter json, string name)
    {
        json.WriteStartObject();
        Member(json, "name", name);
        Member(json, "value", "application/json");
        json.WriteEndObject();
    }

    private static void Member(JsonTextWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}

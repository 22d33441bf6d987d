using System.Text.Json;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Batch API: items run one after the other within 30 modelled seconds; the rest comes back unserviced (contract servicenow-rest §4.4).</summary>
internal static class BatchApi
{
    private const int LargestItem = 5 * 1024 * 1024;

    internal static async Task<Reply> RunAsync(Call call, Func<Call, Task<Reply>> execute)
    {
        if (call.Method != "POST")
        {
            throw new ApiError(405, "Method not supported", null);
        }

        JsonElement root = Parse(call.Body);
        var serviced = new List<(string Id, Reply Reply, double Time)>();
        var unserviced = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        double spent = 0;
        int most = call.Fault is { Name: "batch-unserviced" } fault ? fault.After ?? 1 : int.MaxValue;
        foreach (JsonElement item in root.GetProperty("rest_requests").EnumerateArray())
        {
            string id = item.GetProperty("id").GetString()!;
            if (!seen.Add(id))
            {
                throw new ApiError(400, "Duplicate id in batch: " + id, null);
            }

            if (spent > call.Knobs.BatchSeconds * 1000 || serviced.Count >= most)
            {
                unserviced.Add(id);
                continue;
            }

            Reply reply = await ItemAsync(call, item, execute);
            spent += reply.Modelled;
            serviced.Add((id, reply, reply.Modelled));
        }

        if (call.Fault?.Name == "batch-order" && serviced.Count > 1)
        {
            // Another order, and one answer is missing without a word.
            serviced.Reverse();
            serviced.RemoveAt(0);
        }

        Reply answer = Write(root.TryGetProperty("batch_request_id", out JsonElement name) ? name.GetString() : null, serviced, unserviced);
        answer.Modelled = 25 + spent;
        return answer;
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("rest_requests").ValueKind == JsonValueKind.Array ? document.RootElement.Clone() : throw new ApiError(400, "Invalid batch request", null);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ApiError(400, "Exception while reading request", failure.Message);
        }
    }

    private static async Task<Reply> ItemAsync(Call batch, JsonElement item, Func<Call, Task<Reply>> execute)
    {
        string url = item.GetProperty("url").GetString()!;
        if (!url.StartsWith('/'))
        {
            return ErrorReply.Of(new ApiError(400, "The url of a batch item must be relative", null));
        }

        var http = new DefaultHttpContext();
        int query = url.IndexOf('?', StringComparison.Ordinal);
        http.Request.Method = item.GetProperty("method").GetString()!;
        http.Request.Scheme = batch.Http.Request.Scheme;
        http.Request.Host = batch.Http.Request.Host;
        http.Request.Path = Uri.UnescapeDataString(query < 0 ? url : url[..query]);
        http.Request.QueryString = new QueryString(query < 0 ? string.Empty : url[query..]);
        if (item.TryGetProperty("headers", out JsonElement headers))
        {
            foreach (JsonElement header in headers.EnumerateArray())
            {
                http.Request.Headers[header.GetProperty("name").GetString()!] = header.GetProperty("value").GetString();
            }
        }

        byte[] body = item.TryGetProperty("body", out JsonElement text) && text.GetString() is { Length: > 0 } packed ? Convert.FromBase64String(packed) : [];
        if (body.Length > LargestItem)
        {
            return ErrorReply.Of(new ApiError(400, "Batch item is too large", null));
        }

        http.Request.Body = new MemoryStream(body);
        return await execute(new Call(http, batch.Data, batch.Knobs) { IsItem = true, Node = batch.Node, User = batch.User, UserId = batch.UserId, Body = body });
    }

    private static Reply Write(string? id, List<(string Id, Reply Reply, double Time)> serviced, List<string> unserviced)
    {
        var answer = new Reply { Rows = serviced.Count };
        using var json = new Utf8JsonWriter(answer.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteString("batch_request_id", id);
        json.WriteStartArray("serviced_requests");
        foreach ((string item, Reply reply, double time) in serviced)
        {
            json.WriteStartObject();
            json.WriteString("id", item);
            json.WriteNumber("status_code", reply.Status == 0 ? 500 : reply.Status);
            json.WriteString("status_text", reply.Status is >= 200 and < 300 ? "OK" : "Error");
            json.WriteStartArray("headers");
            foreach (KeyValuePair<string, string> header in reply.Headers)
            {
                json.WriteStartObject();
                json.WriteString("name", header.Key);
                json.WriteString("value", header.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("body", Convert.ToBase64String(reply.Body.WrittenSpan));
            json.WriteNumber("execution_time", (int)time);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unserviced_requests");
        unserviced.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
        return answer;
    }
}

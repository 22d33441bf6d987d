using System.Text.Json;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Key-value attributes of an attachment: <c>{"key":…,"value":…}</c> (contract servicenow-rest §4.2).</summary>
internal static class AttachmentAttributes
{
    internal static Reply Run(Call call, string id, string? key) => (call.Method, key) switch
    {
        ("GET" or "HEAD", null) => List(call, id),
        ("POST", null) => Set(call, id, Required(call, "key"), 201),
        ("GET" or "HEAD", not null) => One(key, call.Data.Attachments.Attributes(id, all => all.GetValueOrDefault(key)) ?? throw ApiError.NotFound(), 200),
        ("PUT", not null) => call.Data.Attachments.Attributes(id, all => all.ContainsKey(key)) ? Set(call, id, key, 200) : throw ApiError.NotFound(),
        ("DELETE", not null) => call.Data.Attachments.Attributes(id, all => all.Remove(key)) ? new Reply { Status = 204 } : throw ApiError.NotFound(),
        _ => throw new ApiError(405, "Method not supported", null),
    };

    private static Reply Set(Call call, string id, string key, int status)
    {
        string value = Required(call, "value");
        return One(key, call.Data.Attachments.Attributes(id, all => all[key] = value), status);
    }

    private static string Required(Call call, string name) =>
        call.Members().TryGetValue(name, out string? value) ? value : throw new ApiError(400, "Missing parameter", name + " is required");

    private static Reply List(Call call, string id)
    {
        KeyValuePair<string, string>[] pairs = call.Data.Attachments.Attributes(id, all => all.ToArray());
        var reply = new Reply { Rows = pairs.Length };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteStartArray("result");
        foreach ((string key, string value) in pairs)
        {
            Write(json, key, value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return reply;
    }

    private static Reply One(string key, string value, int status)
    {
        var reply = new Reply { Status = status, Rows = 1 };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WritePropertyName("result");
        Write(json, key, value);
        json.WriteEndObject();
        return reply;
    }

    private static void Write(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}

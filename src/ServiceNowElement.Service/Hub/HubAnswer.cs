using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Writes the answers of hub calls: always 200, JSON, with the headers of lists (contract cloud-elements-api §1.2, §1.4).</summary>
internal static class HubAnswer
{
    private const string Json = "application/json;charset=UTF-8";
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes bytes that are JSON already.</summary>
    internal static async Task BytesAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = Json;
        http.Response.ContentLength = json.Length;
        await http.Response.BodyWriter.WriteAsync(json, http.RequestAborted);
    }

    /// <summary>Writes JSON.</summary>
    internal static Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> write) => BytesAsync(http, Render(write));

    /// <summary>Writes JSON into memory first, so that a failure is still an error and no half answer.</summary>
    internal static ReadOnlyMemory<byte> Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Answers without a body, as deletions do.</summary>
    internal static Task EmptyAsync(HttpContext http)
    {
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>Says how much came, how much there is, and where the rest is.</summary>
    internal static void Counts(HttpContext http, int returned, long? total, string? next)
    {
        http.Response.Headers["Elements-Returned-Count"] = returned.ToString(CultureInfo.InvariantCulture);
        if (total is { } all)
        {
            http.Response.Headers["Elements-Total-Count"] = all.ToString(CultureInfo.InvariantCulture);
        }

        if (next != null)
        {
            http.Response.Headers["Elements-Next-Page-Token"] = next;
        }
    }

    /// <summary>Says what was changed or left out although the call succeeded.</summary>
    internal static void Note(HttpContext http, string? text)
    {
        if (text != null)
        {
            // A header holds ASCII only, and names of objects may be anything.
            string safe = new([.. text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?')]);
            string earlier = http.Response.Headers["Elements-Error"].ToString();
            http.Response.Headers["Elements-Error"] = earlier.Length == 0 ? safe : earlier + "; " + safe;
        }
    }

    /// <summary>Refuses a verb.</summary>
    internal static ApiException WrongVerb(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return new ApiException(StatusCodes.Status405MethodNotAllowed, $"{http.Request.Method} is not possible here; use {allowed}");
    }
}

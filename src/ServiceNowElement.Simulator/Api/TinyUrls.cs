using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Long addresses behind short ones: posted first, then named by <c>sysparm_tiny</c> (contract servicenow-rest §1.1).</summary>
internal sealed class TinyUrls
{
    private const string Parameter = "sysparm_tiny";
    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);

    /// <summary>Keeps an address.</summary>
    /// <returns>Its path with the short parameter, as text under <c>result</c>.</returns>
    internal Reply Add(Call call)
    {
        if (call.Method != "POST")
        {
            throw new ApiError(405, "Method not supported", null);
        }

        if (!call.Members().TryGetValue("url", out string? url) || url.Length == 0)
        {
            throw new ApiError(400, "Missing parameter", "url is required");
        }

        string id = Guid.NewGuid().ToString("N");
        int query = url.IndexOf('?', StringComparison.Ordinal);
        _urls[id] = query < 0 ? string.Empty : url[query..];
        var reply = new Reply { Rows = 1 };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteString("result", $"{(query < 0 ? url : url[..query])}?{Parameter}={id}");
        json.WriteEndObject();
        return reply;
    }

    /// <summary>Puts the parameters of the long address in place of the short one; what the request itself says wins.</summary>
    internal void Expand(Call call)
    {
        if (call.Parameter(Parameter) is not { } id)
        {
            return;
        }

        if (!_urls.TryGetValue(id, out string? kept))
        {
            throw new ApiError(400, "Invalid value given for sysparm_tiny", null);
        }

        HttpRequest request = call.Http.Request;
        IEnumerable<KeyValuePair<string, string?>> missing = QueryHelpers.ParseQuery(kept).Where(pair => !request.Query.ContainsKey(pair.Key)).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        request.QueryString = request.QueryString.Add(QueryString.Create(missing));
    }

    internal void Clear() => _urls.Clear();
}

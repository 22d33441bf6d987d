using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>An answer of the service, read to its end.</summary>
internal sealed record HubReply(HttpStatusCode Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders Content)
{
    internal string Text => Encoding.UTF8.GetString(Bytes);

    internal JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    internal IReadOnlyList<JsonElement> Rows => [.. Json.EnumerateArray()];

    internal string? Token => Header("Elements-Next-Page-Token");

    internal string Message => Json.GetProperty("message").GetString()!;

    internal IReadOnlyList<string> Values(string member) => [.. Rows.Select(row => row.GetProperty(member).GetString()!)];

    internal string? Header(string name) => Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    internal static async Task<HubReply> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        // "hubs/…" and the bare resource are the same; the prefix keeps "accounts" and colons apart from anything else.
        using var request = new HttpRequestMessage(method, "hubs/helpdesk/" + path) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new HubReply(response.StatusCode, bytes, response.Headers, response.Content.Headers);
    }

    internal HubReply Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text[..Math.Min(Text.Length, 500)]}");
        return this;
    }
}

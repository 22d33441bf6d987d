using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Long queries behind a short parameter (contract servicenow-rest §1.1).</summary>
public sealed class TinyUrlTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task A_query_too_long_for_an_address_gets_through()
    {
        string[] wanted = [.. _instance.Host.SysIds("incident").Take(3)];
        string query = $"sys_idIN{string.Join(",", Enumerable.Repeat("00000000000000000000000000000000", 400).Concat(wanted))}^ORDERBYsys_id";
        string url = "/api/now/v2/table/incident?sysparm_fields=sys_id&sysparm_limit=2&sysparm_query=" + Uri.EscapeDataString(query);

        using HttpResponseMessage refused = await _instance.Client.GetAsync(url);
        (HttpResponseMessage made, JsonElement tiny) = await _instance.SendAsync("POST", "api/now/tinyurl", JsonSerializer.Serialize(new { url }));
        (_, JsonElement page) = await _instance.SendAsync("GET", tiny.GetProperty("result").GetString()!);
        (_, JsonElement more) = await _instance.SendAsync("GET", tiny.GetProperty("result").GetString()! + "&sysparm_limit=10");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Matches(@"^/api/now/v2/table/incident\?sysparm_tiny=[0-9a-f]{32}$", tiny.GetProperty("result").GetString());
        Assert.Equal(wanted[..2], Ids(page));
        Assert.Equal(wanted, Ids(more));
        Assert.Equal(query, _instance.Host.Log[^1].Query);
        Assert.Contains("sysparm_tiny=", _instance.Host.Log[^1].Parameters, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "api/now/v2/table/incident?sysparm_tiny=0123", null)]
    [InlineData("POST", "api/now/tinyurl", "{}")]
    public async Task What_is_unknown_or_missing_is_refused(string method, string target, string? json)
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync(method, target, json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("failure", body.GetProperty("status").GetString());
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("result").EnumerateArray().Select(row => row.GetProperty("sys_id").GetString());
}

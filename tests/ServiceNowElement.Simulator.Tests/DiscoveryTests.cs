using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>What a client may ask an instance about itself, and answers without a body (contract servicenow-rest §1.2, §4.6, §6.1).</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync(20);

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task Numbers_and_types_are_tables()
    {
        Assert.Equal(["INC"], await _instance.ListAsync("sys_number", "category=incident", "prefix"));
        Assert.Equal(["datetime"], await _instance.ListAsync("sys_glide_object", "name=glide_date_time", "scalar_type"));
        Assert.Empty(await _instance.ListAsync("sys_dictionary_override", string.Empty));
    }

    [Theory]
    [InlineData("POST", HttpStatusCode.Created)]
    [InlineData("PATCH", HttpStatusCode.NoContent)]
    public async Task A_caller_may_do_without_the_record(string method, HttpStatusCode status)
    {
        string target = "api/now/v2/table/incident" + (method == "POST" ? string.Empty : "/" + (await _instance.ListAsync("incident", string.Empty))[0]);
        _instance.Client.DefaultRequestHeaders.Add("X-no-response-body", "true");

        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync(method, target, """{"short_description":"quiet"}""");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(JsonValueKind.Undefined, body.ValueKind);
        Assert.Single(await _instance.ListAsync("incident", "short_description=quiet"));
    }

    [Fact]
    public async Task A_rule_of_the_user_comes_before_the_rule_for_everyone()
    {
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(70 - _instance.Host.Now.Minute));
        _instance.Host.Knobs.RatePerHour = 1;
        _instance.Host.Knobs.RateByUser["admin"] = 3;

        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 4; i++)
        {
            statuses.Add((await _instance.SendAsync("GET", "api/now/v2/table/u_gauge?sysparm_limit=1")).Response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }
}

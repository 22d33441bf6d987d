using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Sessions, hidden rows, faults, schema tables, control paths (contract servicenow-rest §1.4, §2.3, §4.6, §8).</summary>
public sealed class BehaviourTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task One_session_runs_one_request_at_a_time()
    {
        await _instance.SendAsync("GET", "api/now/v2/table/u_gauge");
        _instance.Host.Knobs.RequestMilliseconds = 40;
        _instance.Host.ClearLog();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _instance.SendAsync("GET", "api/now/v2/table/u_gauge")));

        RequestLogEntry[] log = [.. _instance.Host.Log.OrderBy(entry => entry.Finished)];
        Assert.Single(log.Select(entry => entry.Session).Distinct());
        Assert.All(log.Zip(log.Skip(1)), pair => Assert.True(pair.Second.Finished - pair.First.Finished >= 35));
    }

    [Fact]
    public async Task A_full_session_queue_is_answered_202_and_not_executed()
    {
        await _instance.SendAsync("GET", "api/now/v2/table/u_gauge");
        _instance.Host.Knobs.RequestMilliseconds = 100;
        _instance.Host.Knobs.SessionQueue = 2;
        int before = _instance.Host.CountRows("incident");

        (HttpResponseMessage Response, JsonElement Body)[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _instance.SendAsync("POST", "api/now/v2/table/incident", "{}")));

        Assert.Equal(3, answers.Count(answer => answer.Response.StatusCode == HttpStatusCode.Accepted));
        Assert.Equal(before + 3, _instance.Host.CountRows("incident"));
    }

    [Fact]
    public async Task Access_rules_hide_rows_after_the_window_was_cut()
    {
        _instance.Host.Knobs.HiddenShare = 0.5;

        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_limit=50&sysparm_query=ORDERBYsys_id");

        Assert.Equal("200", response.Headers.GetValues("X-Total-Count").Single());
        Assert.InRange(body.GetProperty("result").GetArrayLength(), 5, 45);
    }

    [Fact]
    public async Task Value_forms_agree()
    {
        (_, JsonElement plain) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_limit=20&sysparm_query=ORDERBYsys_id&sysparm_exclude_reference_link=true");
        (_, JsonElement both) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_limit=20&sysparm_query=ORDERBYsys_id&sysparm_display_value=all");
        (_, JsonElement shown) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_limit=20&sysparm_query=ORDERBYsys_id&sysparm_display_value=true&sysparm_exclude_reference_link=true");

        for (int i = 0; i < 20; i++)
        {
            foreach (JsonProperty member in plain.GetProperty("result")[i].EnumerateObject())
            {
                JsonElement pair = both.GetProperty("result")[i].GetProperty(member.Name);
                Assert.Equal(member.Value.GetString(), pair.GetProperty("value").GetString());
                Assert.Equal(shown.GetProperty("result")[i].GetProperty(member.Name).GetString(), pair.GetProperty("display_value").GetString());
            }
        }
    }

    [Fact]
    public async Task Children_list_their_own_columns_only()
    {
        List<string> own = await _instance.ListAsync("sys_dictionary", "name=incident^elementISNOTEMPTY", "element");
        List<string> inherited = await _instance.ListAsync("sys_dictionary", "name=task^elementISNOTEMPTY", "element");
        (_, JsonElement parent) = await _instance.SendAsync("GET", "api/now/v2/table/sys_db_object?sysparm_query=name=incident&sysparm_fields=name,super_class.name");

        Assert.Contains("caller_id", own);
        Assert.DoesNotContain("number", own);
        Assert.Contains("number", inherited);
        Assert.Equal("task", parent.GetProperty("result")[0].GetProperty("super_class.name").GetString());
        Assert.Contains("incident", (await _instance.ListAsync("task", "ORDERBYsys_id", "sys_class_name")).Distinct());
    }

    [Theory]
    [InlineData("r429-seconds;after=7", 429)]
    [InlineData("accepted-202", 202)]
    [InlineData("quota500", 500)]
    [InlineData("e503-html", 503)]
    [InlineData("login-html", 200)]
    public async Task Faults_by_header(string fault, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/now/v2/table/incident?sysparm_limit=5");
        request.Headers.Add("X-Sim-Fault", fault);

        using HttpResponseMessage response = await _instance.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 429 ? 7 : null, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(fault.Split(';')[0], _instance.Host.Log[^1].Fault);
    }

    [Fact]
    public async Task Wrong_credentials()
    {
        _instance.Client.DefaultRequestHeaders.Authorization = null;

        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/incident");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("User Not Authenticated", body.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Control_paths()
    {
        await _instance.SendAsync("POST", "api/now/v2/table/incident", "{}");
        (_, JsonElement state) = await _instance.SendAsync("POST", "__sim/state", """{"hiddenShare":0.25,"deniedTables":["problem"]}""");
        (HttpResponseMessage denied, _) = await _instance.SendAsync("GET", "api/now/v2/table/problem");
        string log = await _instance.Client.GetStringAsync("__sim/log");
        (HttpResponseMessage reset, _) = await _instance.SendAsync("POST", "__sim/reset");

        Assert.Equal(201, state.GetProperty("tables").GetProperty("incident").GetInt32());
        Assert.Equal(0.25, _instance.Host.Knobs.HiddenShare);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.DoesNotContain("Basic", log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(200, _instance.Host.CountRows("incident"));
    }

    [Fact]
    public async Task Speaks_https_with_its_own_certificate()
    {
        await using SimulatorHost secure = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 10, Https = true });
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(trusting) { BaseAddress = secure.Url };
        using var strict = new HttpClient { BaseAddress = secure.Url };

        Assert.Equal("https", secure.Url.Scheme);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/now/v2/table/incident")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => strict.GetAsync("api/now/v2/table/incident"));
    }

    [Fact]
    public async Task The_quota_works_on_modelled_time()
    {
        _instance.Host.Knobs.QuotaSeconds = 0.5;

        using HttpResponseMessage response = await _instance.Client.GetAsync("api/now/v2/table/incident?sysparm_display_value=all");
        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Transaction cancelled: maximum execution time exceeded", body, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
    }
}

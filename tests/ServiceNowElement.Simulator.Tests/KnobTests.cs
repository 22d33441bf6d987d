using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>The knobs of contract servicenow-rest §8.2.</summary>
public sealed class KnobTests : IAsyncLifetime
{
    private Instance _instance = null!;

    private SimulatorKnobs Knobs => _instance.Host.Knobs;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    public static TheoryData<string> All() => [.. typeof(SimulatorKnobs).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(knob => knob.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_knob_is_turned_by_the_control_path(string name)
    {
        PropertyInfo knob = typeof(SimulatorKnobs).GetProperty(name)!;
        object wanted = knob.GetValue(Knobs) switch
        {
            HashSet<string> => new[] { "u_gauge" },
            Dictionary<string, int> => new Dictionary<string, int> { ["admin"] = 7 },
            bool value => !value,
            int value => value + 7,
            double value => value + 0.5,
            _ => name switch { "InvalidQuery" => "noRows", "CaretEscape" => "none", "OrderUnspecified" => "stable", _ => "x" },
        };

        (HttpResponseMessage response, JsonElement state) = await _instance.SendAsync("POST", "__sim/state", JsonSerializer.Serialize(new Dictionary<string, object> { [name] = wanted }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(JsonSerializer.Serialize(wanted), JsonSerializer.Serialize(knob.GetValue(Knobs)));
        Assert.True(state.GetProperty("knobs").TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(name), out _));
    }

    [Theory]
    [InlineData("""{"nosuch":1}""")]
    [InlineData("""{"caretEscape":"triple"}""")]
    [InlineData("""{"nodes":0}""")]
    [InlineData("""{"nodes":"many"}""")]
    [InlineData("not json")]
    public async Task A_wrong_value_is_named(string json)
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("POST", "__sim/state", json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("double", "u_name=a^^b^^NQc", 1)]
    [InlineData("none", "u_name=a^^b", 0)]
    public async Task A_doubled_caret_is_one_or_none(string mode, string query, int found)
    {
        Knobs.CaretEscape = mode;
        await _instance.SendAsync("POST", "api/now/v2/table/u_gauge", """{"u_name":"a^b^NQc"}""");

        Assert.Equal(found, (await _instance.ListAsync("u_gauge", query)).Count);
    }

    [Fact]
    public async Task Text_is_compared_with_case_when_told()
    {
        Assert.NotEmpty(await _instance.ListAsync("u_gauge", "u_name=gauge 1"));

        Knobs.CaseSensitive = true;

        Assert.Empty(await _instance.ListAsync("u_gauge", "u_name=gauge 1"));
        Assert.Empty(await _instance.ListAsync("u_gauge", "u_nameSTARTSWITHgauge"));
        Assert.NotEmpty(await _instance.ListAsync("u_gauge", "u_nameINGauge 1,x"));
    }

    [Fact]
    public async Task A_list_without_an_order_is_shuffled_by_the_seed()
    {
        async Task<List<string>> WalkAsync()
        {
            var met = new List<string>();
            for (int offset = 0; offset < 200; offset += 50)
            {
                (_, JsonElement page) = await _instance.SendAsync("GET", $"api/now/v2/table/incident?sysparm_fields=sys_id&sysparm_limit=50&sysparm_offset={offset}");
                met.AddRange(page.GetProperty("result").EnumerateArray().Select(row => row.GetProperty("sys_id").GetString()!));
            }

            return met;
        }

        List<string> first = await WalkAsync();
        Knobs.OrderSeed = 2;
        List<string> second = await WalkAsync();
        Knobs.OrderUnspecified = "stable";
        List<string> stable = await WalkAsync();
        _instance.Host.ArmFault(new SimulatorFault { Name = "unstable-sort", Times = 0 });
        List<string> unstable = await WalkAsync();
        IReadOnlyList<string> ids = _instance.Host.SysIds("incident");

        Assert.All(new[] { first, second, stable }, walk => Assert.Equal(200, walk.Distinct().Count()));
        Assert.Equal(ids.Reverse(), stable);
        Assert.NotEqual(ids, first);
        Assert.NotEqual(stable, first);
        Assert.NotEqual(second, first);
        Assert.InRange(unstable.Distinct().Count(), 50, 199);
    }

    [Fact]
    public async Task Deletions_leave_a_row_by_table()
    {
        Knobs.NoAuditDelete.Add("problem");
        Knobs.AuditedSystemTables.Add("sys_user_group");
        foreach (string table in new[] { "incident", "problem", "sys_user_group", "sys_user" })
        {
            await _instance.SendAsync("DELETE", $"api/now/v2/table/{table}/{_instance.Host.SysIds(table)[1]}");
        }

        Knobs.AuditDelete = false;
        await _instance.SendAsync("DELETE", $"api/now/v2/table/incident/{_instance.Host.SysIds("incident")[1]}");

        Assert.Equal(["incident", "sys_user_group"], (await _instance.ListAsync("sys_audit_delete", "sys_created_by=admin", "tablename")).Order());
    }

    [Fact]
    public async Task A_choice_outside_the_list_is_refused_silently_when_told()
    {
        string id = _instance.Host.SysIds("change_request")[0];
        Knobs.ChoiceAllowNonExisting = false;
        (HttpResponseMessage refused, JsonElement kept) = await _instance.SendAsync("PATCH", "api/now/v2/table/change_request/" + id, """{"risk":"99","reason":"x"}""");
        Knobs.ChoiceAllowNonExisting = true;
        (_, JsonElement taken) = await _instance.SendAsync("PATCH", "api/now/v2/table/change_request/" + id, """{"risk":"99"}""");

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.NotEqual("99", kept.GetProperty("result").GetProperty("risk").GetString());
        Assert.Equal("x", kept.GetProperty("result").GetProperty("reason").GetString());
        Assert.Equal("99", taken.GetProperty("result").GetProperty("risk").GetString());
    }

    [Fact]
    public async Task Maintenance_refuses_everything_until_it_ends()
    {
        Knobs.Maintenance = true;
        using HttpResponseMessage during = await _instance.Client.GetAsync("api/now/v2/table/u_gauge");
        Knobs.Maintenance = false;
        using HttpResponseMessage after = await _instance.Client.GetAsync("api/now/v2/table/u_gauge");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (during.StatusCode, during.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory]
    [InlineData(true, "gzip", "api/now/v2/table/incident", true)]
    [InlineData(true, "gzip", "api/now/v2/table/u_gauge?sysparm_limit=1&sysparm_fields=sys_id", false)]
    [InlineData(true, "identity", "api/now/v2/table/incident", false)]
    [InlineData(false, "gzip", "api/now/v2/table/incident", false)]
    public async Task Answers_are_packed_for_who_accepts_it(bool knob, string accepts, string target, bool packed)
    {
        Knobs.Gzip = knob;
        using var handler = new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None };
        using var client = new HttpClient(handler) { BaseAddress = _instance.Host.Url };
        client.DefaultRequestHeaders.Authorization = _instance.Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepts));
        string plain = await _instance.Client.GetStringAsync(target + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "sysparm_query=ORDERBYsys_id");
        using HttpResponseMessage response = await client.GetAsync(target + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "sysparm_query=ORDERBYsys_id");
        Stream body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(packed ? new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress) : body);

        Assert.Equal(packed ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        Assert.Equal(plain, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task An_idle_session_ends_and_another_begins()
    {
        for (int i = 0; i < 2; i++)
        {
            await _instance.SendAsync("GET", "api/now/v2/table/u_gauge");
            _instance.Host.AdvanceClock(TimeSpan.FromMinutes(29));
        }

        Assert.Equal(1, _instance.Host.SessionCount);
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(2));
        await _instance.SendAsync("GET", "api/now/v2/table/u_gauge");

        Assert.Equal(2, _instance.Host.SessionCount);
    }

    [Fact]
    public async Task Requests_without_cookies_pile_up_until_sessions_end()
    {
        Knobs.SessionsMost = 3;
        using var handler = new HttpClientHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = _instance.Host.Url };
        client.DefaultRequestHeaders.Authorization = _instance.Client.DefaultRequestHeaders.Authorization;
        var statuses = new List<int>();
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage response = await client.GetAsync("api/now/v2/table/u_gauge");
            statuses.Add((int)response.StatusCode);
        }

        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(31));
        using HttpResponseMessage later = await client.GetAsync("api/now/v2/table/u_gauge");

        Assert.Equal([200, 200, 200, 429, 429], statuses);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_new_each_time_and_refresh_tokens_end()
    {
        async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(params (string, string)[] form)
        {
            using var content = new FormUrlEncodedContent(form.Select(pair => new KeyValuePair<string, string>(pair.Item1, pair.Item2)));
            using HttpResponseMessage response = await _instance.Client.PostAsync("oauth_token.do", content);
            return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
        }

        Knobs.ReuseToken = false;
        Knobs.RefreshSeconds = 100;
        (string, string)[] good = [("grant_type", "password"), ("client_id", "client"), ("client_secret", "secret"), ("username", "admin"), ("password", "admin")];
        (_, JsonElement first) = await AskAsync(good);
        (_, JsonElement second) = await AskAsync(good);
        (string, string)[] renewal = [("grant_type", "refresh_token"), .. good[1..3], ("refresh_token", first.GetProperty("refresh_token").GetString()!)];
        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(60));
        (HttpStatusCode early, _) = await AskAsync(renewal);
        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(60));
        (HttpStatusCode late, _) = await AskAsync(renewal);

        Assert.NotEqual(first.GetProperty("access_token").GetString(), second.GetProperty("access_token").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (early, late));
    }
}

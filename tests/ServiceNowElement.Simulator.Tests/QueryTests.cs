using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>The encoded query language of contract servicenow-rest §3, held against the rows as they are stored.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    public static TheoryData<string, Func<IReadOnlyDictionary<string, string>, bool>> Conditions() => new()
    {
        { "state=2", row => row["state"] == "2" },
        { "state!=2", row => row["state"] != "2" },
        { "priority<3", row => int.Parse(row["priority"], null) < 3 },
        { "priority<=3", row => int.Parse(row["priority"], null) <= 3 },
        { "priority>3", row => int.Parse(row["priority"], null) > 3 },
        { "priority>=3", row => int.Parse(row["priority"], null) >= 3 },
        { "stateIN1,2", row => row["state"] is "1" or "2" },
        { "stateNOT IN1,2", row => row["state"] is not ("1" or "2") },
        { "short_descriptionLIKEVPN", row => row["short_description"].Contains("vpn", StringComparison.OrdinalIgnoreCase) },
        { "short_descriptionNOT LIKEvpn", row => !row["short_description"].Contains("vpn", StringComparison.OrdinalIgnoreCase) },
        { "short_descriptionSTARTSWITHslow", row => row["short_description"].StartsWith("slow", StringComparison.OrdinalIgnoreCase) },
        { "short_descriptionENDSWITHjams", row => row["short_description"].EndsWith("jams", StringComparison.OrdinalIgnoreCase) },
        { "assigned_toISEMPTY", row => row["assigned_to"].Length == 0 },
        { "assigned_toISNOTEMPTY", row => row["assigned_to"].Length > 0 },
        { "priorityBETWEEN2@3", row => row["priority"] is "2" or "3" },
        { "impactSAMEASurgency", row => row["impact"] == row["urgency"] },
        { "state=1^ORstate=2^active=true", row => row["state"] is "1" or "2" && row["active"] == "true" },
        { "active=true^state=1^ORstate=2", row => row["active"] == "true" && row["state"] is "1" or "2" },
        { "state=1^NQpriority=1^active=true", row => row["state"] == "1" || (row["priority"] == "1" && row["active"] == "true") },
        { "state=1^EQ", row => row["state"] == "1" },
        { "numberANYTHING", _ => true },
        { "nosuch=1", _ => true },
        { "state=1^nosuch=1", row => row["state"] == "1" },
        { "State=1", _ => true },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Finds_the_rows(string query, Func<IReadOnlyDictionary<string, string>, bool> expected)
    {
        List<string> found = await _instance.ListAsync("incident", query);

        Assert.Equal(_instance.Host.SysIds("incident").Where(id => expected(_instance.Host.FindRow("incident", id)!)).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Walks_references_and_matches_their_names()
    {
        List<string> walked = await _instance.ListAsync("incident", "assignment_group.name=DB Ops");
        List<string> matched = await _instance.ListAsync("incident", "assignment_groupLIKEDB Ops");

        Assert.NotEmpty(walked);
        Assert.Equal(walked, matched);
    }

    [Fact]
    public async Task Orders()
    {
        List<string> up = await _instance.ListAsync("incident", "ORDERBYnumber", "number");
        List<string> down = await _instance.ListAsync("incident", "ORDERBYDESCnumber", "number");

        Assert.Equal(up.Order(StringComparer.Ordinal), up);
        Assert.Equal(up.AsEnumerable().Reverse(), down);
    }

    [Theory]
    [InlineData("noRows", 200, 0)]
    [InlineData("forbid", 403, -1)]
    public async Task Unknown_fields_by_knob(string mode, int status, int rows)
    {
        _instance.Host.Knobs.InvalidQuery = mode;

        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_query=nosuch=1");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(rows, body.TryGetProperty("result", out JsonElement result) ? result.GetArrayLength() : -1);
    }

    [Fact]
    public async Task A_walk_by_key_meets_every_row_once_and_ranges_add_up()
    {
        var met = new List<string>();
        for (List<string> page = await _instance.ListAsync("incident", "ORDERBYsys_id&sysparm_limit=37".Split('&')[0]); page.Count > 0;)
        {
            met.AddRange(page.Take(37));
            page = await _instance.ListAsync("incident", $"sys_id>{met[^1]}^ORDERBYsys_id");
        }

        int sum = 0;
        foreach (string range in new[] { "sys_id<5", "sys_id>=5^sys_id<a", "sys_id>=a" })
        {
            (_, JsonElement body) = await _instance.SendAsync("GET", "api/now/stats/incident?sysparm_count=true&sysparm_query=" + Uri.EscapeDataString(range));
            sum += int.Parse(body.GetProperty("result").GetProperty("stats").GetProperty("count").GetString()!, null);
        }

        Assert.Equal(_instance.Host.SysIds("incident"), met);
        Assert.Equal(200, sum);
    }
}

using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Many rows in one call: transformed later by the instance's clock, found out by polling (contract servicenow-rest §4.3, EC87).</summary>
public sealed class ImportMultipleTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync()
    {
        _instance = await Instance.StartAsync();

        // So slow that only the virtual clock gets it done.
        _instance.Host.Knobs.TransformMilliseconds = 3600000;
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task Two_workers_transform_row_by_row()
    {
        (HttpResponseMessage response, string set, _) = await SendAsync(Labelled(5));
        List<string> atOnce = await StatesAsync(set);
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(61));
        List<string> afterOne = await StatesAsync(set);
        string between = (await _instance.ListAsync("sys_import_set", "sys_id=" + set, "state"))[0];
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(120));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(Enumerable.Repeat("pending", 5), atOnce);
        Assert.Equal(["inserted", "inserted", "pending", "pending", "pending"], afterOne);
        Assert.Equal("loaded", between);
        Assert.Equal(Enumerable.Repeat("inserted", 5), await StatesAsync(set));
        Assert.Equal("processed", (await _instance.ListAsync("sys_import_set", "sys_id=" + set, "state"))[0]);
        Assert.Equal(await _instance.ListAsync("sys_user", "user_nameSTARTSWITHuser-^ORDERBYuser_name"), await _instance.ListAsync("u_user_import", $"sys_import_set={set}^ORDERBYsys_import_row", "sys_target_sys_id"));
    }

    [Fact]
    public async Task The_clock_alone_ends_it_in_the_modelled_time()
    {
        _instance.Host.Knobs.TransformMilliseconds = new SimulatorKnobs().TransformMilliseconds;
        (_, string set, _) = await SendAsync(Labelled(1000));

        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(15));

        Assert.Equal(30, _instance.Host.Knobs.TransformMilliseconds);
        Assert.Equal("processed", (await _instance.ListAsync("sys_import_set", "sys_id=" + set, "state"))[0]);
    }

    [Fact]
    public async Task Keys_are_labels_unless_the_setting_says_names()
    {
        const string Named = """{"records":[{"u_user_name":"by-name"}]}""";
        (_, string unset, _) = await SendAsync(Named);
        await _instance.SendAsync("POST", "api/now/v2/table/sys_rest_insert_multiple", """{"source_table":"u_user_import","key_type":"name"}""");
        (_, string byName, _) = await SendAsync(Named);
        _instance.Host.ArmFault(new SimulatorFault { Name = "import-labels" });
        (_, string forced, _) = await SendAsync(Named);
        _instance.Host.AdvanceClock(TimeSpan.FromHours(9));

        Assert.Equal(["skipped", "inserted", "skipped"], new[] { (await StatesAsync(unset)).Single(), (await StatesAsync(byName)).Single(), (await StatesAsync(forced)).Single() });
        Assert.Single(await _instance.ListAsync("sys_user", "user_name=by-name"));
    }

    [Fact]
    public async Task A_form_that_is_not_built_says_so()
    {
        await _instance.SendAsync("POST", "api/now/v2/table/sys_rest_insert_multiple", """{"source_table":"u_user_import","key_type":"data_source"}""");

        (HttpResponseMessage response, _) = await _instance.SendAsync("POST", "api/now/import/u_user_import/insertMultiple", Labelled(1));

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }

    [Fact]
    public async Task The_setting_makes_it_synchronous()
    {
        await _instance.SendAsync("POST", "api/now/v2/table/sys_rest_insert_multiple", """{"source_table":"u_user_import","synchronous":"true"}""");

        (_, string set, string group) = await SendAsync(Labelled(3));

        Assert.Equal(Enumerable.Repeat("inserted", 3), await StatesAsync(set));
        Assert.Equal("processed", _instance.Host.FindRow("sys_import_set", set)!["state"]);
        Assert.Equal("processed", _instance.Host.FindRow("sys_multi_import_set", group)!["state"]);
    }

    [Fact]
    public async Task Sets_of_one_group_end_together_and_a_later_one_waits()
    {
        (_, string first, string group) = await SendAsync(Labelled(2));
        (_, string second, string same) = await SendAsync(Labelled(1), $"?multi_import_set_id={group}&run_after={first}");
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(61));
        string between = _instance.Host.FindRow("sys_multi_import_set", group)!["state"];
        List<string> waiting = await StatesAsync(second);
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(60));
        (HttpResponseMessage unknown, _) = await _instance.SendAsync("POST", "api/now/import/u_user_import/insertMultiple?multi_import_set_id=nosuch", Labelled(1));

        Assert.Equal(group, same);
        Assert.Equal("loaded", between);
        Assert.Equal(["pending"], waiting);
        Assert.Equal(["ignored"], await StatesAsync(second));
        Assert.Equal("processed", _instance.Host.FindRow("sys_multi_import_set", group)!["state"]);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_set_is_left_alone()
    {
        (_, string set, _) = await SendAsync(Labelled(2));
        await _instance.SendAsync("PATCH", "api/now/v2/table/sys_import_set/" + set, """{"state":"cancelled"}""");

        _instance.Host.AdvanceClock(TimeSpan.FromHours(9));

        Assert.Equal(["pending", "pending"], await StatesAsync(set));
        Assert.Equal("cancelled", _instance.Host.FindRow("sys_import_set", set)!["state"]);
    }

    [Fact]
    public async Task A_hidden_result_leaves_the_rows_to_be_found()
    {
        _instance.Host.ArmFault(new SimulatorFault { Name = "import-empty" });

        using HttpResponseMessage response = await _instance.Client.PostAsync("api/now/import/u_user_import/insertMultiple", new StringContent(Labelled(2), System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(2, _instance.Host.CountRows("u_user_import"));
    }

    private static string Labelled(int rows) => $$"""{"records":[{{string.Join(",", Enumerable.Range(0, rows).Select(i => $$"""{"User name":"user-{{i:0000}}"}"""))}}]}""";

    private async Task<(HttpResponseMessage Response, string Set, string Group)> SendAsync(string json, string parameters = "")
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("POST", "api/now/import/u_user_import/insertMultiple" + parameters, json);
        return (response, body.GetProperty("import_set_id").GetString()!, body.GetProperty("multi_import_set_id").GetString()!);
    }

    private Task<List<string>> StatesAsync(string set) => _instance.ListAsync("u_user_import", $"sys_import_set={set}^ORDERBYsys_import_row", "sys_import_state");
}

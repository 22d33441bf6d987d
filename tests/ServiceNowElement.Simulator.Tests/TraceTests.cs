using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>The tables in which deletions and journal entries are found (contract servicenow-rest §2.6, §4.7).</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private Instance _instance = null!;
    private string _record = null!;

    public async ValueTask InitializeAsync()
    {
        _instance = await Instance.StartAsync();
        _record = _instance.Host.SysIds("incident")[20];
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task A_deletion_is_told_in_full()
    {
        IReadOnlyDictionary<string, string> row = _instance.Host.FindRow("incident", _record)!;

        await _instance.SendAsync("DELETE", "api/now/v2/table/task/" + _record);
        (_, JsonElement found) = await _instance.SendAsync("GET", $"api/now/v2/table/sys_audit_delete?sysparm_query=documentkey={_record}");
        List<string> audit = await _instance.ListAsync("sys_audit", "newvalue=DELETED^documentkey=" + _record, "tablename");

        JsonElement trace = found.GetProperty("result").EnumerateArray().Single();
        Assert.Equal(["incident", _record, "admin", row["number"]], new[] { "tablename", "documentkey", "sys_created_by", "display_value" }.Select(name => trace.GetProperty(name).GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", trace.GetProperty("sys_created_on").GetString());
        Assert.Contains($"<number>{row["number"]}</number>", trace.GetProperty("payload").GetString(), StringComparison.Ordinal);
        Assert.Equal(["incident"], audit);
    }

    [Fact]
    public async Task What_other_users_delete_leaves_a_row_too()
    {
        _instance.Host.Play(new SimulatorScript { Table = "incident", Actions = ["delete"], Count = 3 });
        await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_limit=1");
        _instance.Host.Play(null);

        Assert.Equal(3, _instance.Host.CountRows("sys_audit_delete"));
    }

    [Fact]
    public async Task Journal_entries_are_rows_and_a_history()
    {
        _instance.Host.Knobs.TimeZone = "America/New_York";
        _instance.Host.Knobs.DateFormat = "dd.MM.yyyy";
        await _instance.SendAsync("PATCH", "api/now/v2/table/incident/" + _record, """{"comments":"first","comments_and_work_notes":"read only"}""");
        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(5));
        (HttpResponseMessage response, _) = await _instance.SendAsync("PATCH", "api/now/v2/table/incident/" + _record, """{"work_notes":"second"}""");
        (_, JsonElement rows) = await _instance.SendAsync("GET", $"api/now/v2/table/sys_journal_field?sysparm_query={Uri.EscapeDataString($"element_id={_record}^elementINcomments,work_notes^ORDERBYsys_created_on")}");
        (_, JsonElement actual) = await _instance.SendAsync("GET", $"api/now/v2/table/incident/{_record}");
        (_, JsonElement shown) = await _instance.SendAsync("GET", $"api/now/v2/table/incident/{_record}?sysparm_display_value=true");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            [("comments", "first", "incident", "admin"), ("work_notes", "second", "incident", "admin")],
            rows.GetProperty("result").EnumerateArray().Select(row => (row.GetProperty("element").GetString(), row.GetProperty("value").GetString(), row.GetProperty("name").GetString(), row.GetProperty("sys_created_by").GetString())));
        Assert.All(new[] { "comments", "work_notes", "comments_and_work_notes" }, name => Assert.Equal(string.Empty, actual.GetProperty("result").GetProperty(name).GetString()));
        Assert.Matches(@"^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d - System Administrator \(Work notes\)\nsecond\n\n$", shown.GetProperty("result").GetProperty("work_notes").GetString());
        Assert.Matches(@"\(Work notes\)\nsecond\n\n.* - System Administrator \(Additional comments\)\nfirst\n\n$", shown.GetProperty("result").GetProperty("comments_and_work_notes").GetString());
    }
}

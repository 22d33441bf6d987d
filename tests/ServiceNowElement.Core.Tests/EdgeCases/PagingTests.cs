using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §7.4: paging and consistency.</summary>
public sealed class PagingTests : EdgeCaseTests
{
    [Fact]
    public async Task EC42_acl_short()
    {
        Simulator.Knobs.HiddenShare = 0.15;

        List<Record> rows = await ReadAsync(All());

        Assert.Equal(rows.Count, rows.Select(row => row.SysId).Distinct().Count());
        Assert.InRange(rows.Count, 2300, 2800);
        Assert.Contains(Bench.Warnings, text => text.Contains($"{Rows - rows.Count} of {Rows}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC43_acl_empty()
    {
        IReadOnlyList<string> all = Simulator.SysIds("incident");
        Simulator.Knobs.HiddenFrom = all[400];
        Simulator.Knobs.HiddenBelow = all[2900];

        Assert.Equal(Rows - 2500, (await ReadAsync(All())).Select(row => row.SysId).Distinct().Count());
    }

    [Fact]
    public async Task EC44_acl_all()
    {
        Simulator.Knobs.HiddenShare = 1;

        Assert.Empty(await ReadAsync(All()));
        Assert.Contains(Bench.Warnings, text => text.Contains($"{Rows} of {Rows}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EC45_count_lie(int lie)
    {
        Arm("count-lie", skip: 0, times: 0, after: lie);
        await ReadWholeAsync("count-lie");
        Assert.InRange(Log.Count, 3, 60);
    }

    [Fact]
    public async Task EC46_unstable_sort()
    {
        Arm("unstable-sort", skip: 0, times: 0);

        AssertWhole(await ReadAsync(new RecordQuery { Object = "incident", OrderBy = [new SortTerm("state", false)] }));
        Assert.All(Log.Where(entry => entry.Path.Contains("/table/incident", StringComparison.Ordinal)), entry => Assert.Contains("ORDERBYsys_id", entry.Query, StringComparison.Ordinal));
    }

    [Fact]
    public Task EC47_del_between() => ScriptedAsync("delete");

    [Fact]
    public Task EC48_ins_between() => ScriptedAsync("insert");

    [Fact]
    public async Task EC50_same_second()
    {
        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", Fields = ["sys_updated_on"], OrderBy = [new SortTerm("sys_updated_on", false)] });

        AssertWhole(rows);
        Assert.Contains(rows.GroupBy(row => row["sys_updated_on"].Value), stamp => stamp.Count() > 20);
    }

    [Fact]
    public async Task EC52_ignored_term()
    {
        Arm("ignored-term", skip: 1, times: 0);

        ElementException failure = await FailAsync(All());

        Assert.Equal("ResponseDamaged", failure.Reason);
        Assert.InRange(Log.Count, 2, 100);
    }

    [Theory]
    [InlineData("ignore")]
    [InlineData("noRows")]
    [InlineData("forbid")]
    public async Task EC53_invalid_mode(string mode)
    {
        Simulator.Knobs.InvalidQuery = mode;

        Assert.Equal("UnknownField", (await FailAsync(new RecordQuery { Object = "incident", EncodedQuery = "active=true^urgncy=1" })).Reason);
        Assert.Empty(Log);
    }

    [Fact]
    public async Task EC54_nq_filter()
    {
        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "priority=1^NQstate=2", Fields = ["priority", "state"] });

        Assert.Equal(rows.Count, rows.Select(row => row.SysId).Distinct().Count());
        Assert.Equal(Matching(row => row["priority"] == "1" || row["state"] == "2"), rows.Count);
    }

    [Fact]
    public async Task EC55_eq_tail()
    {
        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "state=2^EQ" });

        Assert.Equal(Matching(row => row["state"] == "2"), rows.Count);
        Assert.DoesNotContain(Log, entry => entry.Query.Contains("^EQ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC56_range_denied()
    {
        Simulator.Knobs.RangeDenied.Add("incident");

        await ReadWholeAsync();

        Assert.Contains(Bench.Warnings, text => text.Contains("query_range", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC57_odd_ids()
    {
        List<Record> rows = await ReadWholeAsync();

        Assert.Contains(rows, row => row.SysId == "global");
        Assert.Contains(rows, row => row.SysId == "-legacy-import-1");
        Assert.Contains(rows, row => row.SysId == "zz-hand-made");
        Assert.Equal("global", (await Element.GetAsync("incident", "global", null, ValueMode.Value, Bench.Call)).SysId);
    }

    [Fact]
    public async Task EC58_v1_empty()
    {
        Assert.Empty(await ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "number=NOSUCH" }));
        Assert.All(Log, entry => Assert.Contains("/v2/", entry.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC60_links_host()
    {
        Arm("links-host", skip: 0, times: 0);
        await ReadWholeAsync("links-host");
    }

    private int Matching(Func<IReadOnlyDictionary<string, string>, bool> condition) => Simulator.SysIds("incident").Count(id => condition(Simulator.FindRow("incident", id)!));

    private async Task ScriptedAsync(string action)
    {
        List<string> before = [.. Simulator.SysIds("incident")];
        Simulator.Play(new SimulatorScript { Actions = [action], Count = 10 });

        List<Record> rows = await ReadAsync(All());

        List<string> ids = [.. rows.Select(row => row.SysId)];
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(before.Except(Simulator.ScriptDeleted, StringComparer.OrdinalIgnoreCase).Except(ids, StringComparer.OrdinalIgnoreCase));
        Assert.NotEmpty(Simulator.ScriptDeleted.Concat(Simulator.ScriptInserted));
    }
}

using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §6.6 A7: a row with which even a page of one row fails.</summary>
public sealed class PoisonTests : EdgeCaseTests
{
    private static readonly string[] s_columns = ["number", "short_description", "state", "assigned_to", "description"];

    [Theory]
    [InlineData(null, 0, 4, ValueMode.Value)]
    [InlineData(200, 7, 4, ValueMode.Raw)]
    [InlineData(null, 1700, 8, ValueMode.Raw)]
    [InlineData(200, 1700, 1, ValueMode.Label)]
    [InlineData(null, Rows - 1, 8, ValueMode.Value)]
    public async Task A_poison_value_is_left_out_and_named(int? shape, int place, int lanes, ValueMode mode)
    {
        string id = Simulator.SysIds("incident")[place];
        Poison(id, "description", shape);
        using IElement element = ServiceNow.Bench.Open(Simulator, new ServiceNowElement.ServiceNow.DirectElementOptions { Clock = Bench, MaxConcurrency = lanes });

        List<Record> rows = await ReadAsync(All(mode, s_columns), element);

        AssertWhole(rows);
        Record row = Assert.Single(rows, row => row.SysId == id);
        Assert.True(row["description"].IsAbsent);
        Assert.All(s_columns.Except(["description"]), column => Assert.False(row[column].IsAbsent, column));
        Assert.All(rows.Where(other => other.SysId != id), other => Assert.False(other["description"].IsAbsent));
        Assert.Contains(Bench.Warnings, text => text.Contains($"description of {id}", StringComparison.Ordinal));

        // Were the small pages kept, there would be 300 of them alone.
        Assert.InRange(Log.Count, 5, 220);
    }

    [Fact]
    public async Task Other_pages_keep_their_size()
    {
        Poison(Simulator.SysIds("incident")[10], "description", null);

        await ReadAsync(All(ValueMode.Raw, s_columns));

        Assert.Contains(Log, entry => entry.Rows > 500);
    }

    [Fact]
    public async Task The_only_column_asked_for()
    {
        string id = Simulator.SysIds("incident")[40];
        Poison(id, "state", null);

        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "sys_id=" + id, Fields = ["state"] });

        Assert.True(Assert.Single(rows)["state"].IsAbsent);
        Assert.Contains(Bench.Warnings, text => text.Contains($"state of {id}", StringComparison.Ordinal));
        Assert.DoesNotContain(Bench.Warnings, text => text.Contains("may not read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1203)]
    public async Task An_ordered_read_goes_on_as_well(int place)
    {
        IReadOnlyList<string> ids = Simulator.SysIds("incident");
        Poison(ids[place], "short_description", null);

        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", Fields = ["number", "short_description"], OrderBy = [new SortTerm("number", true)] });

        AssertWhole(rows);
        Assert.Equal(rows.Select(row => row["number"].Value).OrderDescending(StringComparer.Ordinal), rows.Select(row => row["number"].Value));
        Assert.True(Assert.Single(rows, row => row.SysId == ids[place])["short_description"].IsAbsent);
        Assert.Contains(Bench.Warnings, text => text.Contains($"short_description of {ids[place]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_fails_throughout_is_not_taken_for_a_poison_row()
    {
        Arm("quota500", skip: 3, times: 0);

        Assert.Equal("QuotaExceeded", (await FailAsync(All(ValueMode.Raw, s_columns))).Reason);
        Assert.DoesNotContain(Bench.Warnings, text => text.Contains("absent", StringComparison.Ordinal));
    }

    private void Poison(string id, string column, int? shape) =>
        Simulator.ArmFault(new SimulatorFault { Name = "poison", Table = "incident", Times = 0, Row = id, Column = column, After = shape });
}

using System.Collections.Concurrent;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Several writes together (contract servicenow-rest §4.4, §6.7): each has its own outcome, none is lost, none is doubled.</summary>
public sealed class BatchTests : EdgeCaseTests
{
    [Fact]
    public async Task EC83_batch_unserviced()
    {
        await WarmAsync();
        Simulator.ArmFault(new SimulatorFault { Name = "batch-unserviced", Method = "POST", After = 6, Times = 1 });

        Assert.All(await CreateAsync(20), outcome => Assert.Null(outcome.Error));

        // Only what was not executed was sent again.
        Assert.Equal(Rows + 21, Simulator.CountRows("incident"));
        Assert.Equal(20, Log.Count(entry => entry is { Method: "POST", Table: "incident", Session: "batch" }));
    }

    [Fact]
    public async Task EC83_a_batch_that_takes_too_long_is_finished()
    {
        await WarmAsync();
        Simulator.Knobs.BatchSeconds = 2;

        Assert.All(await CreateAsync(20), outcome => Assert.Null(outcome.Error));

        Assert.Equal(Rows + 21, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC84_batch_item500()
    {
        await WarmAsync();
        Simulator.ArmFault(new SimulatorFault { Name = "denied", Method = "POST", Table = "incident", Skip = 4, Times = 1 });

        WriteOutcome[] outcomes = await CreateAsync(10);

        WriteOutcome failed = Assert.Single(outcomes, outcome => outcome.Error != null);
        Assert.Equal("AclDenied", failed.Error!.Reason);
        Assert.Equal(Rows + 10, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC85_batch_order()
    {
        await WarmAsync();
        Simulator.ArmFault(new SimulatorFault { Name = "batch-order", Method = "POST", Times = 1 });

        WriteOutcome[] outcomes = await CreateAsync(10);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => "batch " + i), outcomes.Select(outcome => outcome.Result!.Record["short_description"].Value));
        Assert.Equal(Rows + 11, Simulator.CountRows("incident"));
        Assert.Single(outcomes, outcome => outcome.Result!.Verified);
    }

    [Theory]
    [InlineData("reset-before")]
    [InlineData("reset-before-executed")]
    [InlineData("e502")]
    [InlineData("quota500-committed")]
    [InlineData("result-string")]
    public async Task EC22_a_lost_batch_makes_each_record_once(string fault)
    {
        await WarmAsync();
        Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "POST", Times = 1 });

        Assert.All(await CreateAsync(10), outcome => Assert.Null(outcome.Error));

        Assert.Equal(Rows + 11, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task Two_thousand_creates_under_mixed_faults_are_two_thousand_records()
    {
        await WarmAsync();
        foreach (string fault in new[] { "reset-before", "reset-before-executed", "e502", "quota500-committed", "accepted-202", "r429-none" })
        {
            Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "POST", Times = 0, Probability = 0.01 });
        }

        WriteOutcome[][] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CreateAsync(50)));

        Assert.All(outcomes.SelectMany(group => group), outcome => Assert.Null(outcome.Error));
        Assert.Equal(Rows + 2001, Simulator.CountRows("incident"));
        Assert.Equal(2000, outcomes.SelectMany(group => group).Select(outcome => outcome.Result!.Record.SysId).Distinct().Count());
        Assert.True(Log.Count(entry => entry.Fault != null) > 20);
    }

    [Fact]
    public async Task Changes_and_deletions_travel_together_too()
    {
        string[] ids = [.. Simulator.SysIds("incident").Skip(50).Take(60)];
        await WarmAsync();
        foreach (string fault in new[] { "reset-before", "reset-before-executed", "e502" })
        {
            Simulator.ArmFault(new SimulatorFault { Name = fault, Probability = 0.02, Times = 0 });
        }

        WriteOutcome[] changed = await WriteAsync([.. ids.Select(id => RecordWrite.Update("incident", id, Fields(("subcategory", "batch"))))]);
        Assert.All(changed, outcome => Assert.Equal("batch", outcome.Result!.Record["subcategory"].Value));

        WriteOutcome[] deleted = await WriteAsync([.. ids.Select(id => RecordWrite.Delete("incident", id))]);
        Assert.All(deleted, outcome => Assert.Null(outcome.Error));
        Assert.Equal(Rows + 1 - 60, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task Notes_do_not_travel_in_batches()
    {
        string[] ids = [.. Simulator.SysIds("incident").Skip(50).Take(5)];

        await WriteAsync([.. ids.Select(id => RecordWrite.Update("incident", id, Fields(("work_notes", "one each"))))]);

        Assert.Equal(5, Simulator.CountRows("sys_journal_field"));
        Assert.DoesNotContain(Log, entry => entry.Path.EndsWith("/batch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_without_batch_writes_one_by_one()
    {
        await WarmAsync();
        Simulator.ArmFault(new SimulatorFault { Name = "denied", Method = "POST", Times = 1 });

        Assert.All(await CreateAsync(10), outcome => Assert.Null(outcome.Error));

        Assert.Equal(Rows + 11, Simulator.CountRows("incident"));
    }

    /// <summary>One create shows that the instance keeps sys_ids.</summary>
    private async Task WarmAsync()
    {
        await Element.CreateAsync("incident", Fields(("short_description", "first")), Bench.Call);
        Simulator.ClearLog();
    }

    private Task<WriteOutcome[]> CreateAsync(int count) => WriteAsync([.. Enumerable.Range(0, count).Select(i => RecordWrite.Create("incident", Fields(("short_description", "batch " + i))))]);

    private async Task<WriteOutcome[]> WriteAsync(RecordWrite[] writes)
    {
        var outcomes = new ConcurrentDictionary<int, WriteOutcome>();
        await Element.WriteAsync(writes, (index, outcome) => Assert.True(outcomes.TryAdd(index, outcome)), Bench.Call);
        Assert.Equal(writes.Length, outcomes.Count);
        return [.. outcomes.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }
}

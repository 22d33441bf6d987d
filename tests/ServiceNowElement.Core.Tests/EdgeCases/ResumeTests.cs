using System.Globalization;
using CsCheck;
using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>A read that stopped for a cause that passes goes on exactly after its last delivered record (contract servicenow-rest §6.1, EC35).</summary>
public sealed class ResumeTests : EdgeCaseTests
{
    private static readonly string[] s_faults = ["r429-hour", "hibernate", "redirect"];

    private static readonly Gen<Case> s_case = Gen.Select(
        Gen.Int[0, 4000], Gen.Int[1, 8], Gen.Int[0, 12].Array[1, 6], Gen.Int[0, 2].Select(i => s_faults[i]), Gen.Bool, Gen.Int[1, 1000])
        .Select((rows, lanes, stops, fault, changes, seed) => new Case(rows, lanes, stops, fault, changes, seed));

    [Fact]
    public async Task EC35_an_hour_later_the_read_goes_on_after_its_last_record()
    {
        Arm("r429-hour", skip: 4, times: 0);
        var rows = new List<Record>();
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.FindAsync(All(), Into(rows), Bench.Call));
        ResumePoint point = failure.ResumePoint!;
        Simulator.ClearFaults();
        Simulator.ClearLog();

        Assert.Equal("RateLimited", failure.Reason);
        Assert.InRange(rows.Count, 1, Rows - 1);
        Assert.Equal(rows.Count, point.Rows);
        Assert.InRange(point.NotBefore!.Value, Bench.UtcNow.AddMinutes(57), Bench.UtcNow.AddMinutes(60));
        Assert.Contains($"{rows.Count} records were delivered", failure.Message, StringComparison.Ordinal);
        Assert.Contains(point.NotBefore.Value.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", point.ToString(), StringComparison.Ordinal);

        // Another element, as in another process, with nothing but the text.
        using IElement later = Bench.Open(Simulator, "admin", "admin", Bench);
        int before = rows.Count;
        ReadSummary summary = await later.FindAsync(Again(point.ToString()), Into(rows), Bench.Call);

        AssertWhole(rows);
        Assert.Equal(Rows - before, summary.Rows);
        Assert.Equal(Rows, summary.Total);
        Assert.Equal(Rows - before, Log.Where(entry => entry.Parameters.Contains("sysparm_fields=number", StringComparison.Ordinal)).Sum(entry => entry.Rows));
    }

    [Fact]
    public async Task A_page_that_the_caller_did_not_take_is_read_again()
    {
        var rows = new List<Record>();
        int pages = 0;
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.FindAsync(
            All(),
            async page =>
            {
                await Task.Yield();
                if (++pages == 3)
                {
                    throw ErrorCatalog.InstanceUnavailable.With("the caller", "its disk is full");
                }

                rows.AddRange(page.Records);
            },
            Bench.Call));

        await Element.FindAsync(Again(failure.ResumePoint!.ToString()), Into(rows), Bench.Call);

        AssertWhole(rows);
    }

    [Fact]
    public async Task Hidden_rows_are_counted_over_both_reads()
    {
        Simulator.Knobs.HiddenShare = 0.1;
        Arm("r429-hour", skip: 3, times: 0);
        var rows = new List<Record>();
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.FindAsync(All(), Into(rows), Bench.Call));
        Simulator.ClearFaults();

        ReadSummary summary = await Element.FindAsync(Again(failure.ResumePoint!.ToString()), Into(rows), Bench.Call);

        Assert.Equal(Rows - rows.Count, summary.Hidden);
        Assert.Contains(Bench.Warnings, text => text.Contains($"{summary.Hidden} of {Rows}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_query_is_refused_before_anything_is_read()
    {
        Arm("r429-hour", skip: 2, times: 0);
        ResumePoint point = (await FailAsync(All())).ResumePoint!;
        Simulator.ClearFaults();
        await Element.GetSchemaAsync("problem", Bench.Call);
        Simulator.ClearLog();

        RecordQuery[] others =
        [
            new() { Object = "incident", EncodedQuery = "active=true", Fields = [], ResumePoint = point },
            new() { Object = "incident", Fields = ["state"], ResumePoint = point },
            new() { Object = "incident", Fields = [], Mode = ValueMode.Raw, ResumePoint = point },
            new() { Object = "problem", Fields = [], ResumePoint = point },
        ];
        foreach (RecordQuery other in others)
        {
            Assert.Equal("ResumePointMismatch", (await FailAsync(other)).Reason);
        }

        Assert.Equal("ResumeNotPossible", (await FailAsync(new RecordQuery { Object = "incident", OrderBy = [new SortTerm("number", false)], ResumePoint = point })).Reason);
        Assert.Equal("ResumeNotPossible", (await FailAsync(new RecordQuery { Object = "incident", First = 5, ResumePoint = point })).Reason);
        Assert.Empty(Log);
    }

    [Fact]
    public async Task An_ordered_read_has_no_point()
    {
        Arm("r429-hour", skip: 2, times: 0);
        Assert.Null((await FailAsync(new RecordQuery { Object = "incident", OrderBy = [new SortTerm("number", false)] })).ResumePoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":2,\"object\":\"incident\",\"ranges\":[{}]}")]
    [InlineData("{\"v\":1,\"object\":\"incident\",\"ranges\":[{\"after\":\"a^NQactive=true\"}]}")]
    [InlineData("{\"v\":1,\"object\":\"incident\",\"ranges\":[{\"below\":\"javascript:gs.sleep(1)\"}]}")]
    public void What_is_no_point_is_refused(string text) => Assert.Equal("ResumePointInvalid", Assert.Throws<ElementException>(() => ResumePoint.Parse(text)).Reason);

    [Fact]
    public async Task Any_number_of_stops_gives_every_row_exactly_once() => await s_case.SampleAsync(RunAsync, iter: 40, threads: 2);

    private static async Task<bool> RunAsync(Case wanted)
    {
        await using SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = wanted.Rows, Seed = wanted.Seed });
        var before = new HashSet<string>(simulator.SysIds("incident"), StringComparer.OrdinalIgnoreCase);
        if (wanted.Changes)
        {
            simulator.Play(new SimulatorScript { Actions = ["insert", "update", "delete"], Count = 3, Seed = wanted.Seed });
        }

        var ids = new List<string>();
        string? point = null;
        for (int run = 0; ; run++)
        {
            simulator.ClearFaults();
            var clock = new SkippingClock();
            using IElement element = Bench.Open(simulator, new DirectElementOptions { Clock = clock, MaxConcurrency = wanted.Lanes });
            await element.GetSchemaAsync("incident", CallContext.None);
            if (run < wanted.Stops.Length)
            {
                simulator.ArmFault(new SimulatorFault { Name = wanted.Fault, Table = "incident", Skip = wanted.Stops[run], Times = 0 });
            }

            try
            {
                await element.FindAsync(
                    new RecordQuery { Object = "incident", Fields = ["number"], ResumePoint = point == null ? null : ResumePoint.Parse(point) },
                    async page =>
                    {
                        await Task.Yield();
                        ids.AddRange(page.Records.Select(row => row.SysId));
                    },
                    CallContext.None);
                break;
            }
            catch (ElementException failure) when (run < wanted.Stops.Length && failure.ResumePoint != null)
            {
                point = failure.ResumePoint.ToString();
            }
        }

        var read = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
        return read.Count == ids.Count
            && before.Where(id => !simulator.ScriptDeleted.Contains(id)).All(read.Contains)
            && read.All(id => before.Contains(id) || simulator.ScriptInserted.Contains(id));
    }

    private static Func<RecordPage, Task> Into(List<Record> rows) => page =>
    {
        rows.AddRange(page.Records);
        return Task.CompletedTask;
    };

    private static RecordQuery Again(string point) => new() { Object = "incident", Fields = [], ResumePoint = ResumePoint.Parse(point) };

    private sealed record Case(int Rows, int Lanes, int[] Stops, string Fault, bool Changes, int Seed);
}

using CsCheck;
using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>
/// The invariant of design §4 under random lanes, faults and changes by others: the result is every readable row that lived
/// throughout, each exactly once; what else is in it was inserted or deleted meanwhile.
/// </summary>
public sealed class ReadPropertyTests
{
    private static readonly string[] s_faults =
    [
        "trunc-splice", "trunc-dangling", "trunc-valid-string", "result-string", "trunc-clean", "empty-200", "accepted-202", "bom", "trailing", "reset-mid",
        "reset-before", "len-long", "gzip-cut", "e503-html", "e502", "r429-seconds", "r429-none", "quota500", "failure", "unordered", "ignored-term",
    ];

    private static readonly string[] s_actions = ["insert", "update", "delete"];

    private static readonly Gen<Case> s_case = Gen.Select(
        Gen.Int[0, 4000],
        Gen.Int[1, 8],
        Gen.Int[0, s_faults.Length - 1].Select(i => s_faults[i]).Array[0, 4],
        Gen.Double[0, 0.08],
        Gen.Int[0, 2].Select(i => s_actions[i]).Array[0, 3],
        Gen.Int[1, 20],
        Gen.Double[0, 0.3],
        Gen.Int[1, 1000]).Select((rows, lanes, faults, share, actions, count, hidden, seed) => new Case(rows, lanes, faults, share, actions, count, hidden < 0.15 ? 0 : hidden, seed));

    [Fact]
    public async Task Every_row_that_lived_throughout_comes_exactly_once() => await s_case.SampleAsync(RunAsync, iter: 40, threads: 2);

    private static async Task<bool> RunAsync(Case wanted)
    {
        await using SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = wanted.Rows, Seed = wanted.Seed });
        var clock = new SkippingClock();
        using IElement element = Bench.Open(simulator, new DirectElementOptions { Clock = clock, MaxConcurrency = wanted.Lanes });
        await element.GetSchemaAsync("incident", CallContext.None);
        HashSet<string> before = new(simulator.SysIds("incident"), StringComparer.OrdinalIgnoreCase);
        simulator.Knobs.HiddenShare = wanted.Hidden;
        var readable = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (wanted.Hidden > 0)
        {
            await element.FindAsync(new RecordQuery { Object = "incident", Fields = ["number"] }, page => { readable.UnionWith(page.Records.Select(row => row.SysId)); return Task.CompletedTask; }, CallContext.None);
        }
        else
        {
            readable.UnionWith(before);
        }

        foreach (string fault in wanted.Faults)
        {
            simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Times = 0, Probability = wanted.Share, After = fault == "r429-seconds" ? 1 : null });
        }

        if (wanted.Actions.Length > 0)
        {
            simulator.Play(new SimulatorScript { Actions = wanted.Actions, Count = wanted.Count, Seed = wanted.Seed });
        }

        var ids = new List<string>();
        await element.FindAsync(new RecordQuery { Object = "incident", Fields = ["number", "state"] }, page => { ids.AddRange(page.Records.Select(row => row.SysId)); return Task.CompletedTask; }, CallContext.None);

        var read = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> lived = readable.Where(id => !simulator.ScriptDeleted.Contains(id));
        IEnumerable<string> strangers = read.Where(id => !before.Contains(id) && !simulator.ScriptInserted.Contains(id));
        return read.Count == ids.Count && lived.All(read.Contains) && !strangers.Any();
    }

    private sealed record Case(int Rows, int Lanes, string[] Faults, double Share, string[] Actions, int Count, double Hidden, int Seed);
}

using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>What the edge cases of contract servicenow-rest §7 have in common; each test is named by its case.</summary>
public abstract class EdgeCaseTests : IAsyncLifetime
{
    private protected const int Rows = 3000;

    private protected Bench Bench { get; private set; } = null!;

    private protected SimulatorHost Simulator => Bench.Simulator;

    /// <summary>Gets the requests of the case; a line of the discovery may come late.</summary>
    private protected IReadOnlyList<RequestLogEntry> Log => [.. Simulator.Log.Where(entry => entry.Table is not ("sys_db_object" or "sys_dictionary" or "sys_documentation" or "sys_choice"))];

    private protected IElement Element => Bench.Element;

    public async ValueTask InitializeAsync()
    {
        Bench = await Bench.StartAsync(Rows);

        // The discovery is over, so that faults and logs are about the case alone.
        await Element.GetSchemaAsync("incident", CallContext.None);
        Simulator.ClearLog();
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected void Arm(string name, string method = "GET", int skip = 1, int times = 2, int? after = null, double probability = 1) =>
        Simulator.ArmFault(new SimulatorFault { Name = name, Table = "incident", Method = method, Skip = skip, Times = times, After = after, Probability = probability });

    private protected static RecordQuery All(ValueMode mode = ValueMode.Value, params string[] fields) => new() { Object = "incident", Mode = mode, Fields = fields };

    private protected async Task<List<Record>> ReadAsync(RecordQuery query, IElement? element = null)
    {
        var rows = new List<Record>();
        await (element ?? Element).FindAsync(
            query,
            page =>
            {
                rows.AddRange(page.Records);
                return Task.CompletedTask;
            },
            Bench.Call);
        return rows;
    }

    /// <summary>Reads everything and asserts the invariant: each stored row exactly once.</summary>
    private protected async Task<List<Record>> ReadWholeAsync(string? played = null)
    {
        List<Record> rows = await ReadAsync(All(fields: ["number", "short_description", "state", "assigned_to", "description"]));
        AssertWhole(rows);
        if (played != null)
        {
            Assert.Contains(Log, entry => entry.Fault == played);
        }

        return rows;
    }

    private protected void AssertWhole(IEnumerable<Record> rows) =>
        Assert.Equal(Simulator.SysIds("incident").Order(StringComparer.Ordinal), rows.Select(row => row.SysId).Order(StringComparer.Ordinal));

    private protected async Task<ElementException> FailAsync(RecordQuery query, IElement? element = null) =>
        await Assert.ThrowsAsync<ElementException>(() => ReadAsync(query, element));

    private protected static Dictionary<string, object?> Fields(params (string Name, object? Value)[] values) => values.ToDictionary(pair => pair.Name, pair => pair.Value);
}

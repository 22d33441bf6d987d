using System.Globalization;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Chooses the fault of a request: by the header <c>X-Sim-Fault</c>, or the first armed one that matches (contract servicenow-rest §8.4).</summary>
internal sealed class Faults(int seed)
{
    private readonly List<Armed> _armed = [];
    private readonly Dictionary<string, int> _byHeader = new(StringComparer.Ordinal);
    private readonly Random _random = new(seed);

    internal void Arm(SimulatorFault fault)
    {
        if (!FaultNames.All.ContainsKey(fault.Name))
        {
            throw new ArgumentException($"There is no fault '{fault.Name}'. Known: {string.Join(", ", FaultNames.All.Keys)}.", nameof(fault));
        }

        lock (_armed)
        {
            _armed.Add(new Armed(fault));
        }
    }

    internal void Clear()
    {
        lock (_armed)
        {
            _armed.Clear();
            _byHeader.Clear();
        }
    }

    internal SimulatorFault? For(Call call)
    {
        if (call.Http.Request.Headers.TryGetValue("X-Sim-Fault", out Microsoft.Extensions.Primitives.StringValues header))
        {
            return ByHeader(header.ToString());
        }

        lock (_armed)
        {
            foreach (Armed armed in _armed)
            {
                SimulatorFault fault = armed.Fault;
                bool matches = (fault.Method == null || fault.Method == call.Method) && (fault.Table == null || fault.Table == call.Table) && (fault.Times == 0 || armed.Played < fault.Times);
#pragma warning disable CA5394 // Faults must repeat with their seed.
                if (!matches || armed.Passed++ < fault.Skip || (fault.Probability < 1 && _random.NextDouble() >= fault.Probability))
                {
                    continue;
                }
#pragma warning restore CA5394

                armed.Played++;
                return fault;
            }
        }

        return null;
    }

    private SimulatorFault? ByHeader(string header)
    {
        string[] parts = header.Split(';', StringSplitOptions.TrimEntries);
        if (!FaultNames.All.ContainsKey(parts[0]))
        {
            throw new ApiError(400, $"There is no fault '{parts[0]}'", null);
        }

        int? times = Number(parts, "times=");
        lock (_armed)
        {
            // "times" counts requests with the very same header, so that a retry meets a healthy instance.
            int played = _byHeader[header] = _byHeader.GetValueOrDefault(header) + 1;
            return times != null && played > times ? null : new SimulatorFault { Name = parts[0], After = Number(parts, "after="), Row = Text(parts, "row="), Column = Text(parts, "column=") };
        }
    }

    private static int? Number(string[] parts, string name) => Text(parts, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(string[] parts, string name) => parts.FirstOrDefault(part => part.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private sealed class Armed(SimulatorFault fault)
    {
        internal SimulatorFault Fault { get; } = fault;

        internal int Passed { get; set; }

        internal int Played { get; set; }
    }
}

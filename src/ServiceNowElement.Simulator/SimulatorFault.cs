namespace ServiceNowElement.Simulator;

/// <summary>A fault waiting for its request (contract servicenow-rest §8.4).</summary>
public sealed class SimulatorFault
{
    /// <summary>Gets the name; <see cref="Names"/> lists them.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the method it waits for, or null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Gets the table it waits for, or null for any.</summary>
    public string? Table { get; init; }

    /// <summary>Gets how many matching requests pass before it plays.</summary>
    public int Skip { get; init; }

    /// <summary>Gets how often it plays; 0 for always.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Gets a number for the fault: rows before the cut, seconds to wait.</summary>
    public int? After { get; init; }

    /// <summary>Gets the sys_id of the row for faults of one row, or null.</summary>
    public string? Row { get; init; }

    /// <summary>Gets the column for faults of one value, or null.</summary>
    public string? Column { get; init; }

    /// <summary>Gets the probability per request, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Gets all names with what they do: the edge cases of contract §7 by their names, and a few more.</summary>
    public static IReadOnlyDictionary<string, string> Names => Api.FaultNames.All;
}

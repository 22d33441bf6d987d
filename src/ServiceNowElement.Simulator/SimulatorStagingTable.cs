namespace ServiceNowElement.Simulator;

/// <summary>A staging table of the Import Set API (contract servicenow-rest §4.3).</summary>
public sealed class SimulatorStagingTable
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the label; the name when empty.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>Gets the columns beside those of every staging table; all are texts.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Gets the labels of columns that do not follow from their names.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the transform maps in their order.</summary>
    public IReadOnlyList<SimulatorTransformMap> Maps { get; init; } = [];
}

namespace ServiceNowElement.Simulator;

/// <summary>How rows of a staging table become records (contract servicenow-rest §4.3).</summary>
public sealed class SimulatorTransformMap
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the target table.</summary>
    public string Table { get; init; } = string.Empty;

    /// <summary>Gets the target columns by the names of the staging columns.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the target columns that find an existing record; without any every row is inserted.</summary>
    public IReadOnlyList<string> Coalesce { get; init; } = [];

    /// <summary>Gets the format of dates in the staging columns.</summary>
    public string DateFormat { get; init; } = "yyyy-MM-dd HH:mm:ss";
}

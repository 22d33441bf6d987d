namespace ServiceNowElement.Model;

/// <summary>One row of a server-side count.</summary>
public sealed class AggregateRow
{
    /// <summary>Gets the table that was counted.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the groups, in the order they were asked for.</summary>
    public IReadOnlyList<AggregateGroup> Groups { get; init; } = [];

    /// <summary>Gets the number of records.</summary>
    public long Count { get; init; }

    /// <summary>Gets the sums by column.</summary>
    public IReadOnlyDictionary<string, string> Sum { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the averages by column.</summary>
    public IReadOnlyDictionary<string, string> Average { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the smallest values by column.</summary>
    public IReadOnlyDictionary<string, string> Minimum { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the largest values by column.</summary>
    public IReadOnlyDictionary<string, string> Maximum { get; init; } = new Dictionary<string, string>();
}

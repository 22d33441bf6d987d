using ServiceNowElement.Query;

namespace ServiceNowElement.Model;

/// <summary>A count with optional sums and groups, computed by the instance (contract servicenow-rest §4.1).</summary>
public sealed record AggregateQuery
{
    /// <summary>Gets the table name or one of the element's own names.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the filter, or null for all records.</summary>
    public FilterNode? Filter { get; init; }

    /// <summary>Gets ServiceNow's own query text instead of a filter, or null.</summary>
    public string? EncodedQuery { get; init; }

    /// <summary>Gets the columns to group by; empty for one row over everything.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Gets the columns to add up.</summary>
    public IReadOnlyList<string> Sum { get; init; } = [];

    /// <summary>Gets the columns to average.</summary>
    public IReadOnlyList<string> Average { get; init; } = [];

    /// <summary>Gets the columns whose smallest value is wanted.</summary>
    public IReadOnlyList<string> Minimum { get; init; } = [];

    /// <summary>Gets the columns whose largest value is wanted.</summary>
    public IReadOnlyList<string> Maximum { get; init; } = [];
}

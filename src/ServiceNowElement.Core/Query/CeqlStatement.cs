using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>A whole CEQL statement, as bulk queries carry it (contract cloud-elements-api §10.2).</summary>
/// <param name="Object">The object after <c>from</c>.</param>
/// <param name="Fields">The columns after <c>select</c>; empty for <c>*</c>.</param>
/// <param name="Filter">The condition, or null.</param>
/// <param name="OrderBy">The order; empty when none is given.</param>
public sealed record CeqlStatement(string Object, IReadOnlyList<string> Fields, FilterNode? Filter, IReadOnlyList<SortTerm> OrderBy)
{
    /// <summary>Gets the most records the statement asks for, or null.</summary>
    public long? Limit { get; init; }
}

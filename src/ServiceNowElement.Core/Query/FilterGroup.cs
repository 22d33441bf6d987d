namespace ServiceNowElement.Query;

/// <summary>Conditions joined by one connective.</summary>
/// <param name="isOr">True for "or", false for "and".</param>
/// <param name="children">The conditions, at least one.</param>
public sealed class FilterGroup(bool isOr, IReadOnlyList<FilterNode> children) : FilterNode
{
    /// <summary>Gets a value indicating whether one condition suffices.</summary>
    public bool IsOr { get; } = isOr;

    /// <summary>Gets the conditions.</summary>
    public IReadOnlyList<FilterNode> Children { get; } = children;
}

namespace ServiceNowElement.Query;

/// <summary>The opposite of a condition.</summary>
/// <param name="child">The condition.</param>
public sealed class FilterNot(FilterNode child) : FilterNode
{
    /// <summary>Gets the condition.</summary>
    public FilterNode Child { get; } = child;
}

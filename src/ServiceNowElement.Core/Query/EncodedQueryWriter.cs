using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Writes a bound filter in ServiceNow's own text.</summary>
public static class EncodedQueryWriter
{
    /// <summary>Writes a filter.</summary>
    /// <param name="bound">The bound filter.</param>
    /// <param name="maxGroups">The most alternatives allowed.</param>
    /// <returns>The query.</returns>
    public static EncodedQuery Write(FilterNode bound, int maxGroups = 64) => throw ErrorCatalog.NotBuilt.With("Writing");

    /// <summary>Writes an order.</summary>
    /// <param name="orderBy">The columns.</param>
    /// <returns>The terms joined with <c>^</c>.</returns>
    public static string Order(IReadOnlyList<SortTerm> orderBy) => throw ErrorCatalog.NotBuilt.With("Writing");
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Writes CEQL strictly.</summary>
public static class CeqlWriter
{
    /// <summary>Writes a condition, without the word <c>where</c>.</summary>
    /// <param name="node">The condition.</param>
    /// <returns>The CEQL text.</returns>
    public static string Write(FilterNode node) => throw ErrorCatalog.NotBuilt.With("CEQL");

    /// <summary>Writes an order.</summary>
    /// <param name="orderBy">The columns to sort by.</param>
    /// <returns>The text of <c>orderBy</c>.</returns>
    public static string Write(IReadOnlyList<SortTerm> orderBy) => throw ErrorCatalog.NotBuilt.With("CEQL");
}

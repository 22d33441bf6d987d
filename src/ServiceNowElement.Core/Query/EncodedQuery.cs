using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>A query in ServiceNow's own text, cut into its alternatives.</summary>
public sealed class EncodedQuery
{
    internal EncodedQuery(IReadOnlyList<string> groups, IReadOnlyList<SortTerm> orderBy, IReadOnlyList<string> fields)
    {
        Groups = groups;
        OrderBy = orderBy;
        Fields = fields;
    }

    /// <summary>Gets the alternatives.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Gets the order.</summary>
    public IReadOnlyList<SortTerm> OrderBy { get; }

    /// <summary>Gets the columns mentioned.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Reads query text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The query.</returns>
    public static EncodedQuery Parse(string text) => throw ErrorCatalog.NotBuilt.With("Parsing");

    /// <summary>Writes the conditions without an order.</summary>
    /// <returns>The text.</returns>
    public string ToText() => string.Join("^NQ", Groups);

    /// <summary>Adds conditions to every alternative and sets the order.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="orderBy">The order terms, replacing the query's own.</param>
    /// <returns>The text.</returns>
    public string With(string conditions, string orderBy) => throw ErrorCatalog.NotBuilt.With(ToText());
}

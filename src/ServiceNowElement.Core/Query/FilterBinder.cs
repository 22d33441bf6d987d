using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>
/// Binds a filter to a table: columns that do not exist are refused, because ServiceNow would drop the term and return more rows
/// (contract servicenow-rest §3.4), and values become the text that is stored. Errors: <c>UnknownField</c>, <c>UnknownChoice</c>,
/// <c>InvalidValue</c>, <c>UnsafeValue</c>, <c>InvalidQuery</c>, <c>FilterNotTranslatable</c>.
/// </summary>
public static class FilterBinder
{
    /// <summary>Binds a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="schema">The table.</param>
    /// <param name="lookup">Finds the tables that dot-walks pass through.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <param name="instance">The instance's name for messages.</param>
    /// <returns>
    /// An equivalent filter with the dictionary's column names, stored texts as values, and "not" only before terms without an
    /// opposite operator.
    /// </returns>
    public static async Task<FilterNode> BindAsync(FilterNode filter, ObjectSchema schema, IFilterSchema lookup, CallContext call, string instance)
    {
        FieldResolver resolver = new(
            schema ?? throw new ArgumentNullException(nameof(schema)),
            lookup ?? throw new ArgumentNullException(nameof(lookup)),
            call ?? throw new ArgumentNullException(nameof(call)),
            instance);
        FilterNode normal = FilterNormal.Normalize(filter ?? throw new ArgumentNullException(nameof(filter)));
        FilterNode bound = await BindNodeAsync(normal, resolver).ConfigureAwait(false);

        // A label may stand for an empty value ("-- None --"), so emptiness is sorted out once more.
        return FilterNormal.Normalize(bound);
    }

    private static async Task<FilterNode> BindNodeAsync(FilterNode node, FieldResolver resolver)
    {
        switch (node)
        {
            case FilterTerm term:
                ResolvedField field = await resolver.ResolveAsync(term.Field).ConfigureAwait(false);
                return await TermBinder.BindAsync(term, field, resolver).ConfigureAwait(false);
            case FilterNot not:
                return new FilterNot(await BindNodeAsync(not.Child, resolver).ConfigureAwait(false));
            case FilterGroup group:
                List<FilterNode> children = [];
                foreach (FilterNode child in group.Children)
                {
                    children.Add(await BindNodeAsync(child, resolver).ConfigureAwait(false));
                }

                return new FilterGroup(group.IsOr, children);
            default:
                throw new ArgumentException("Unknown kind of condition.", nameof(node));
        }
    }
}

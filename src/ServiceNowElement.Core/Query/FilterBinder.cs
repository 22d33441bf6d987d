using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Binds a filter to a table.</summary>
public static class FilterBinder
{
    /// <summary>Binds a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="schema">The table.</param>
    /// <param name="lookup">Finds the tables of dot-walks.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <param name="instance">The instance's name for messages.</param>
    /// <returns>The filter with column names of the dictionary and stored texts as values.</returns>
    public static Task<FilterNode> BindAsync(FilterNode filter, ObjectSchema schema, IFilterSchema lookup, CallContext call, string instance) =>
        throw ErrorCatalog.NotBuilt.With("Binding");
}

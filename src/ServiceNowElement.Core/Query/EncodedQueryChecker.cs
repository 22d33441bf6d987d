using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Checks the columns of a user's query text.</summary>
public static class EncodedQueryChecker
{
    /// <summary>Refuses unknown columns.</summary>
    /// <param name="query">The query.</param>
    /// <param name="schema">The table.</param>
    /// <param name="lookup">Finds the tables of dot-walks.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <param name="instance">The instance's name for messages.</param>
    /// <returns>A task that ends when all columns were found.</returns>
    public static Task CheckAsync(EncodedQuery query, ObjectSchema schema, IFilterSchema lookup, CallContext call, string instance) =>
        throw ErrorCatalog.NotBuilt.With("Checking");
}

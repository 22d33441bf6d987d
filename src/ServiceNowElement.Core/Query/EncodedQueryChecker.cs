using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>
/// Checks the columns of a user's query text before it is sent, because ServiceNow drops a term it does not know and returns
/// more rows (contract servicenow-rest §3.4).
/// </summary>
public static class EncodedQueryChecker
{
    /// <summary>Throws <c>UnknownField</c> with the nearest names for the first column that does not exist; letter case counts (EC70).</summary>
    /// <param name="query">The parsed query.</param>
    /// <param name="schema">The table.</param>
    /// <param name="lookup">Finds the tables that dot-walks pass through.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <param name="instance">The instance's name for messages.</param>
    /// <returns>A task that ends when all columns were found.</returns>
    public static async Task CheckAsync(EncodedQuery query, ObjectSchema schema, IFilterSchema lookup, CallContext call, string instance)
    {
        if (query == null)
        {
            throw new ArgumentNullException(nameof(query));
        }

        FieldResolver own = new(
            schema ?? throw new ArgumentNullException(nameof(schema)),
            lookup ?? throw new ArgumentNullException(nameof(lookup)),
            call ?? throw new ArgumentNullException(nameof(call)),
            instance);
        foreach (EncodedCondition condition in query.Conditions)
        {
            FieldResolver resolver = condition.Table == null
                ? own
                : new FieldResolver(await lookup.GetSchemaAsync(condition.Table, call).ConfigureAwait(false), lookup, call, instance);
            await CheckConditionAsync(condition, resolver).ConfigureAwait(false);
        }

        foreach (SortTerm term in query.OrderBy)
        {
            await CheckFieldAsync(term.Field, own).ConfigureAwait(false);
        }
    }

    // An upper-case column may hold the letters of an operator: the longest column that exists is the one meant (§3.2).
    private static async Task CheckConditionAsync(EncodedCondition condition, FieldResolver resolver)
    {
        (string Field, string Operator, string Value)? found = null;
        ElementException? failure = null;
        foreach ((string Field, string Operator, string Value) cut in EncodedOperators.Cuts(condition.Text))
        {
            ElementException? reason = await FindAsync(cut.Field, resolver).ConfigureAwait(false);
            if (reason == null)
            {
                found = cut;
            }

            failure ??= reason;
        }

        if (found == null)
        {
            throw failure ?? ErrorCatalog.InvalidQuery.With($"'{WireValue.Shown(condition.Text)}' is not a field, an operator and its value.");
        }

        if (EncodedOperators.ComparesField(found.Value.Operator))
        {
            await CheckFieldAsync(found.Value.Value.Split('@')[0], resolver).ConfigureAwait(false);
        }
    }

    private static async Task CheckFieldAsync(string field, FieldResolver resolver)
    {
        ElementException? failure = await FindAsync(field, resolver).ConfigureAwait(false);
        if (failure != null)
        {
            throw failure;
        }
    }

    private static async Task<ElementException?> FindAsync(string field, FieldResolver resolver)
    {
        (ResolvedField? found, ElementException? failure) = await resolver.WalkAsync(field).ConfigureAwait(false);
        return failure ?? (found!.Path == field ? null : resolver.WrongCase(field, found.Path));
    }
}

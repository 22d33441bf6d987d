using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Transformations;

/// <summary>Gives the columns of a filter other names.</summary>
public static class FilterNames
{
    private const int DeepestNesting = 200;

    /// <summary>Makes a filter with renamed columns; everything else stays.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="rename">Gives the new name of a column.</param>
    /// <returns>The new filter; <c>InvalidQuery</c> for one that is nested too deeply.</returns>
    public static FilterNode Rename(FilterNode filter, Func<string, string> rename) =>
        Rename(filter ?? throw new ArgumentNullException(nameof(filter)), rename ?? throw new ArgumentNullException(nameof(rename)), 0);

    private static FilterNode Rename(FilterNode filter, Func<string, string> rename, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw ErrorCatalog.InvalidQuery.With("its conditions are nested too deeply.");
        }

        return filter switch
        {
            FilterTerm term => new FilterTerm(rename(term.Field), term.Operator, term.Values),
            FilterPattern pattern => pattern.On(rename(pattern.Field)),
            FilterNot not => new FilterNot(Rename(not.Child, rename, depth + 1)),
            FilterGroup group => new FilterGroup(group.IsOr, group.Children.Select(child => Rename(child, rename, depth + 1)).ToList()),
            _ => throw new ArgumentException("Unknown kind of condition.", nameof(filter)),
        };
    }
}

using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>What a filter means, said as plainly as possible: PowerShell's truth for rows of text, empty text being an empty column.</summary>
internal static class FilterEvaluator
{
    internal static bool Holds(FilterNode node, IReadOnlyDictionary<string, string> row) => node switch
    {
        FilterNot not => !Holds(not.Child, row),
        FilterGroup { IsOr: true } any => any.Children.Any(child => Holds(child, row)),
        FilterGroup all => all.Children.All(child => Holds(child, row)),
        FilterTerm term => Term(term, row[term.Field]),
        _ => throw new InvalidOperationException(),
    };

    private static bool Term(FilterTerm term, string value)
    {
        string[] wanted = [.. term.Values.Select(item => Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty)];
        string first = wanted.Length > 0 ? wanted[0] : string.Empty;
        bool has = value.Length > 0;
        const StringComparison Loose = StringComparison.OrdinalIgnoreCase;
        return term.Operator switch
        {
            FilterOperator.Equal => string.Equals(value, first, Loose),
            FilterOperator.NotEqual => !string.Equals(value, first, Loose),
            FilterOperator.LessThan => has && string.Compare(value, first, Loose) < 0,
            FilterOperator.LessOrEqual => has && string.Compare(value, first, Loose) <= 0,
            FilterOperator.GreaterThan => has && string.Compare(value, first, Loose) > 0,
            FilterOperator.GreaterOrEqual => has && string.Compare(value, first, Loose) >= 0,
            FilterOperator.Contains => value.Contains(first, Loose),
            FilterOperator.NotContains => !value.Contains(first, Loose),
            FilterOperator.StartsWith => value.StartsWith(first, Loose),
            FilterOperator.EndsWith => value.EndsWith(first, Loose),
            FilterOperator.In => wanted.Contains(value, StringComparer.OrdinalIgnoreCase),
            FilterOperator.NotIn => !wanted.Contains(value, StringComparer.OrdinalIgnoreCase),
            FilterOperator.IsEmpty => !has,
            FilterOperator.IsNotEmpty => has,
            _ => throw new InvalidOperationException(),
        };
    }
}

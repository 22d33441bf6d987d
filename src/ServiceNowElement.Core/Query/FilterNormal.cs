using ServiceNowElement.Errors;

namespace ServiceNowElement.Query;

/// <summary>
/// Brings a filter into the form that both writers and the binder expect: "not" stands only before a term that has no opposite
/// operator, groups of one kind are flat, and empty values are written as the emptiness test they mean.
/// </summary>
internal static class FilterNormal
{
    // Recursion must end before the stack does; filters made from data could be arbitrarily deep.
    private const int DeepestNesting = 200;

    internal static FilterNode Normalize(FilterNode node) => Push(node, negated: false, 0);

    /// <summary>The group of these conditions, or the condition itself when it is alone.</summary>
    internal static FilterNode Join(bool isOr, IEnumerable<FilterNode> nodes)
    {
        List<FilterNode> flat = [];
        foreach (FilterNode node in nodes)
        {
            if (node is FilterGroup group && group.IsOr == isOr)
            {
                flat.AddRange(group.Children);
            }
            else
            {
                flat.Add(node);
            }
        }

        return flat.Count switch
        {
            0 => throw ErrorCatalog.InvalidQuery.With("a group of conditions is empty."),
            1 => flat[0],
            _ => new FilterGroup(isOr, flat),
        };
    }

    private static FilterNode Push(FilterNode node, bool negated, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw ErrorCatalog.InvalidQuery.With("its conditions are nested too deeply.");
        }

        return node switch
        {
            FilterNot not => Push(not.Child, !negated, depth + 1),
            FilterGroup group => Join(group.IsOr != negated, group.Children.Select(child => Push(child, negated, depth + 1))),
            FilterTerm term when term.Operator is FilterOperator.IsEmpty or FilterOperator.IsNotEmpty => Emptiness(term, negated),
            FilterTerm term when term.Operator is FilterOperator.In or FilterOperator.NotIn => Membership(term, negated),
            FilterTerm term => Comparison(term, negated),
            null => throw new ArgumentNullException(nameof(node)),
            _ => throw new ArgumentException("Unknown kind of condition.", nameof(node)),
        };
    }

    private static FilterTerm Emptiness(FilterTerm term, bool negated)
    {
        bool isEmpty = (term.Operator == FilterOperator.IsEmpty) != negated;
        return Empty(term.Field, isEmpty);
    }

    private static FilterNode Membership(FilterTerm term, bool negated)
    {
        bool isIn = (term.Operator == FilterOperator.In) != negated;
        List<object?> values = [.. term.Values.Where(value => !ValueText.IsBlank(value))];
        if (term.Values.Count == 0)
        {
            throw ErrorCatalog.InvalidQuery.With($"'{term.Field}' is compared with an empty list.");
        }

        if (values.Count == 0)
        {
            return Empty(term.Field, isIn);
        }

        FilterTerm list = new(term.Field, isIn ? FilterOperator.In : FilterOperator.NotIn, values);
        return values.Count == term.Values.Count ? list : Join(isIn, [list, Empty(term.Field, isIn)]);
    }

    private static FilterNode Comparison(FilterTerm term, bool negated)
    {
        if (term.Values.Count != 1)
        {
            throw ErrorCatalog.InvalidQuery.With($"'{term.Field}' is compared with {ValueText.Plain(term.Values.Count)} values instead of one.");
        }

        if (ValueText.IsBlank(term.Values[0]))
        {
            // An order or a pattern against nothing matches everything or nothing; on the server the term would be dropped.
            return term.Operator is FilterOperator.Equal or FilterOperator.NotEqual
                ? Empty(term.Field, (term.Operator == FilterOperator.Equal) != negated)
                : throw ErrorCatalog.InvalidQuery.With($"'{term.Field}' is compared with an empty value; only equal and not equal to empty have a meaning.");
        }

        if (!negated)
        {
            return term;
        }

        return term.Operator switch
        {
            FilterOperator.Equal => With(term, FilterOperator.NotEqual),
            FilterOperator.NotEqual => With(term, FilterOperator.Equal),
            FilterOperator.Contains => With(term, FilterOperator.NotContains),
            FilterOperator.NotContains => With(term, FilterOperator.Contains),
            FilterOperator.LessThan => OrEmpty(term, FilterOperator.GreaterOrEqual),
            FilterOperator.LessOrEqual => OrEmpty(term, FilterOperator.GreaterThan),
            FilterOperator.GreaterThan => OrEmpty(term, FilterOperator.LessOrEqual),
            FilterOperator.GreaterOrEqual => OrEmpty(term, FilterOperator.LessThan),
            _ => new FilterNot(term),
        };
    }

    // An empty column satisfies no order, so it satisfies the opposite of one.
    private static FilterNode OrEmpty(FilterTerm term, FilterOperator opposite) =>
        Join(isOr: true, [With(term, opposite), Empty(term.Field, isEmpty: true)]);

    private static FilterTerm With(FilterTerm term, FilterOperator comparison) => new(term.Field, comparison, term.Values);

    private static FilterTerm Empty(string field, bool isEmpty) => new(field, isEmpty ? FilterOperator.IsEmpty : FilterOperator.IsNotEmpty, []);
}

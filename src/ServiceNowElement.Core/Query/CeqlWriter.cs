using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>
/// Writes CEQL strictly (contract cloud-elements-api §10.2): published operators wherever there is one, quotes doubled, every mixture
/// of AND and OR in parentheses. What it writes, <see cref="CeqlReader"/> reads with the same meaning.
/// </summary>
public static class CeqlWriter
{
    // They are allowed as names, but not every reader knows that.
    private static readonly HashSet<string> s_keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "from", "where", "limit", "order", "by", "and", "or", "not", "in", "like", "is", "null", "true", "false", "asc", "desc", "between",
    };

    /// <summary>Writes a condition, without the word <c>where</c>.</summary>
    /// <param name="node">The condition.</param>
    /// <returns>The text; <c>FilterNotTranslatable</c> where CEQL has no spelling, <c>InvalidQuery</c> for a condition that says nothing.</returns>
    public static string Write(FilterNode node)
    {
        FilterNode normal = FilterNormal.Normalize(node ?? throw new ArgumentNullException(nameof(node)));
        return Spell(normal, inside: false);
    }

    /// <summary>Writes an order as the <c>orderBy</c> parameter and ORDER BY carry it.</summary>
    /// <param name="orderBy">The columns to sort by.</param>
    /// <returns>For example <c>priority, opened_at desc</c>; empty for no columns.</returns>
    public static string Write(IReadOnlyList<SortTerm> orderBy)
    {
        if (orderBy == null)
        {
            throw new ArgumentNullException(nameof(orderBy));
        }

        return string.Join(", ", orderBy.Select(term => Name(term.Field) + (term.Descending ? " desc" : string.Empty)));
    }

    private static string Spell(FilterNode node, bool inside) => node switch
    {
        FilterGroup group => Group(group.IsOr, group.Children.Select(child => Spell(child, inside: true)), inside),
        FilterNot { Child: FilterTerm term } => $"{Name(term.Field)} NOT LIKE {Pattern(term)}",
        FilterTerm term => Term(term, inside),
        _ => throw new ArgumentException("The filter is not normalized.", nameof(node)),
    };

    private static string Group(bool isOr, IEnumerable<string> parts, bool inside)
    {
        string text = string.Join(isOr ? " OR " : " AND ", parts);
        return inside ? $"({text})" : text;
    }

    private static string Term(FilterTerm term, bool inside)
    {
        string field = Name(term.Field);
        switch (term.Operator)
        {
            case FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith:
                return $"{field} LIKE {Pattern(term)}";
            case FilterOperator.NotContains:
                return $"{field} NOT LIKE {Pattern(term)}";
            case FilterOperator.IsEmpty:
                return $"{field} IS NULL";
            case FilterOperator.IsNotEmpty:
                return $"{field} IS NOT NULL";
            case FilterOperator.In when term.Values.Count > 1:
                return $"{field} IN ({string.Join(", ", term.Values.Select(Value))})";
            case FilterOperator.NotIn when term.Values.Count > 1:
                // NOT IN is not published, != is, and means the same.
                return Group(isOr: false, term.Values.Select(value => $"{field} != {Value(value)}"), inside);
            default:
                return $"{field} {Symbol(term.Operator)} {Value(term.Values[0])}";
        }
    }

    private static string Symbol(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal or FilterOperator.In => "=",
        FilterOperator.NotEqual or FilterOperator.NotIn => "!=",
        FilterOperator.LessThan => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.GreaterThan => ">",
        FilterOperator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static string Pattern(FilterTerm term)
    {
        string text = ValueText.Plain(term.Values[0]);
        if (text.IndexOf('%') >= 0)
        {
            throw ErrorCatalog.FilterNotTranslatable.With($"LIKE on '{term.Field}' with a text that holds '%', which CEQL cannot tell from its wildcard.");
        }

        string head = term.Operator == FilterOperator.StartsWith ? string.Empty : "%";
        string tail = term.Operator == FilterOperator.EndsWith ? string.Empty : "%";
        return Quote(head + text + tail);
    }

    private static string Value(object? value) => value switch
    {
        bool or int or long or short or byte or decimal => ValueText.Plain(value),
        DateTime time => Time(time.ToUniversalTime()),
        DateTimeOffset time => Time(time.UtcDateTime),
        _ => Quote(ValueText.Plain(value)),
    };

    private static string Time(DateTime utc) => Quote(utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    private static string Quote(string text) => $"'{text.Replace("'", "''")}'";

    private static string Name(string field)
    {
        bool isPlain = field.Length > 0
            && field.All(letter => CeqlScanner.IsFieldLetter(letter) || letter == '.')
            && field[0] != '.' && field[field.Length - 1] != '.' && field.IndexOf("..", StringComparison.Ordinal) < 0
            && !s_keywords.Contains(field);
        if (isPlain)
        {
            return field;
        }

        return field.Length > 0 && field.IndexOf('`') < 0
            ? $"`{field}`"
            : throw ErrorCatalog.InvalidQuery.With($"'{field}' cannot be the name of a field.");
    }
}

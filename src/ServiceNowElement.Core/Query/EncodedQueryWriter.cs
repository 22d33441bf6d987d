using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>
/// Writes a bound filter in ServiceNow's own text (contract servicenow-rest §3): conditions joined with <c>^</c>, simple alternatives with
/// <c>^OR</c>, the rest as separate groups joined with <c>^NQ</c>. Negations keep PowerShell's meaning: empty columns satisfy them.
/// </summary>
public static class EncodedQueryWriter
{
    private const int DefaultMostGroups = 64;

    /// <summary>Writes a filter.</summary>
    /// <param name="bound">The filter that <see cref="FilterBinder"/> returned.</param>
    /// <param name="maxGroups">The most alternatives allowed; more is <c>QueryTooComplex</c>.</param>
    /// <returns>The query; <c>UnsafeValue</c> for a value with '^', <c>FilterNotTranslatable</c> for a negation ServiceNow has no operator for.</returns>
    public static EncodedQuery Write(FilterNode bound, int maxGroups = DefaultMostGroups)
    {
        FilterNode normal = FilterNormal.Normalize(bound ?? throw new ArgumentNullException(nameof(bound)));
        List<string> fields = [];
        List<List<Clause>> groups = Spell(normal, maxGroups, fields);
        return new EncodedQuery(
            [.. groups.Select(group => string.Join("^", group.Select(clause => clause.Text).Distinct(StringComparer.Ordinal)))],
            [],
            [.. fields.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Writes an order.</summary>
    /// <param name="orderBy">The columns, major first.</param>
    /// <returns>For example <c>ORDERBYpriority^ORDERBYDESCopened_at</c>; empty for no columns.</returns>
    public static string Order(IReadOnlyList<SortTerm> orderBy)
    {
        if (orderBy == null)
        {
            throw new ArgumentNullException(nameof(orderBy));
        }

        return string.Join("^", orderBy.Select(term => (term.Descending ? "ORDERBYDESC" : "ORDERBY") + Name(term.Field)));
    }

    private static List<List<Clause>> Spell(FilterNode node, int most, List<string> fields)
    {
        switch (node)
        {
            case FilterTerm term:
                fields.Add(Name(term.Field));
                return [EncodedTermWriter.Write(term)];
            case FilterNot { Child: FilterTerm term }:
                throw ErrorCatalog.FilterNotTranslatable.With(
                    $"'{term.Field}' not beginning or not ending with a text; ServiceNow can only search for texts that do not contain it.");
            case FilterGroup group:
                List<List<List<Clause>>> parts = [.. group.Children.Select(child => Spell(child, most, fields))];
                return group.IsOr ? Either(parts, most) : All(parts, most);
            default:
                throw new ArgumentException("The filter is not normalized.", nameof(node));
        }
    }

    // Alternatives that are one clause each join into one clause; only longer chains need a group of their own.
    private static List<List<Clause>> Either(List<List<List<Clause>>> parts, int most)
    {
        List<List<Clause>> groups = [];
        List<string> simple = [];
        foreach (List<Clause> group in parts.SelectMany(part => part))
        {
            if (group.Count == 1)
            {
                simple.AddRange(group[0].Terms);
            }
            else
            {
                groups.Add(group);
            }
        }

        if (simple.Count > 0)
        {
            groups.Insert(0, [new Clause(simple)]);
        }

        return groups.Count <= most ? groups : throw ErrorCatalog.QueryTooComplex.With(groups.Count, most);
    }

    private static List<List<Clause>> All(List<List<List<Clause>>> parts, int most)
    {
        // Counted before anything is multiplied out: a few dozen small groups would already fill the memory.
        double count = parts.Aggregate(1.0, (product, part) => product * part.Count);
        if (count > most)
        {
            throw ErrorCatalog.QueryTooComplex.With(count, most);
        }

        List<List<Clause>> groups = [[]];
        foreach (List<List<Clause>> part in parts)
        {
            groups = [.. groups.SelectMany(group => part.Select(addition => (List<Clause>)[.. group, .. addition]))];
        }

        return groups;
    }

    private static string Name(string field) => EncodedOperators.IsFieldName(field)
        ? field
        : throw ErrorCatalog.InvalidQuery.With($"'{WireValue.Shown(field)}' cannot be the name of a field.");
}

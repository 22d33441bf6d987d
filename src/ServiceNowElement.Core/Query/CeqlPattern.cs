using System.Globalization;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Query;

/// <summary>Turns the pattern of LIKE into a comparison that the server has (contract cloud-elements-api §10.2, §10.3).</summary>
internal static class CeqlPattern
{
    internal static FilterNode Read(string field, string pattern, bool negated)
    {
        bool opensWide = pattern.Length > 0 && pattern[0] == '%';
        bool endsWide = pattern.Length > 0 && pattern[pattern.Length - 1] == '%';
        string text = pattern.Trim('%');
        if (text.Length == 0 && opensWide)
        {
            return new FilterTerm(field, negated ? FilterOperator.IsEmpty : FilterOperator.IsNotEmpty, []);
        }

        if (text.IndexOf('%') >= 0)
        {
            FilterNode both = opensWide || endsWide ? throw Unsupported() : BothEnds(field, text);
            return negated ? new FilterNot(both) : both;
        }

        return (opensWide, endsWide) switch
        {
            (true, true) => new FilterTerm(field, negated ? FilterOperator.NotContains : FilterOperator.Contains, [text]),
            (false, false) => new FilterTerm(field, negated ? FilterOperator.NotEqual : FilterOperator.Equal, [text]),
            (false, true) => Negatable(field, FilterOperator.StartsWith, text, negated),
            (true, false) => Negatable(field, FilterOperator.EndsWith, text, negated),
        };
    }

    /// <summary>Answers whether no operator of the server says exactly this.</summary>
    internal static bool NeedsRows(string pattern, bool negated)
    {
        string text = pattern.Trim('%');
        int inner = text.IndexOf('%');
        if (inner < 0)
        {
            // There is no "does not begin with" on the server.
            return negated && text.Length > 0 && pattern.StartsWith("%", StringComparison.Ordinal) != pattern.EndsWith("%", StringComparison.Ordinal);
        }

        string tail = text.Substring(inner).TrimStart('%');
        return negated || text.Length != pattern.Length || tail.IndexOf('%') >= 0 || CanOverlap(text.Substring(0, inner), tail);
    }

    private static FilterNode Negatable(string field, FilterOperator comparison, string text, bool negated)
    {
        FilterTerm term = new(field, comparison, [text]);
        return negated ? new FilterNot(term) : term;
    }

    // 'a%b' is "begins with a and ends with b" unless both could share letters: 'aba%ab' does not match 'abab', the two tests do.
    private static FilterGroup BothEnds(string field, string text)
    {
        string head = text.Substring(0, text.IndexOf('%'));
        string tail = text.Substring(head.Length).TrimStart('%');
        if (tail.IndexOf('%') >= 0 || CanOverlap(head, tail))
        {
            throw Unsupported();
        }

        return new FilterGroup(
            isOr: false,
            [new FilterTerm(field, FilterOperator.StartsWith, [head]), new FilterTerm(field, FilterOperator.EndsWith, [tail])]);
    }

    private static bool CanOverlap(string head, string tail)
    {
        // As loose as a database collation may be: a false "yes" refuses a query, a false "no" would return wrong rows.
        CompareInfo collation = CultureInfo.InvariantCulture.CompareInfo;
        const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth | CompareOptions.IgnoreKanaType;
        for (int shared = 1; shared <= Math.Min(head.Length, tail.Length); shared++)
        {
            if (collation.Compare(head.Substring(head.Length - shared), tail.Substring(0, shared), Loose) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ElementException Unsupported() => ErrorCatalog.NotBuilt.With("LIKE with '%' in the middle of the text");
}

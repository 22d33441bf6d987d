using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Queries;

/// <summary>Reads the encoded query language of contract servicenow-rest §3.1. The longest known field comes first, then the longest operator.</summary>
internal static class QueryParser
{
    private static readonly string[] s_operators = [.. new[]
    {
        "=", "!=", "<", "<=", ">", ">=", "LIKE", "*", "NOT LIKE", "!*", "NOTLIKE", "DOES NOT CONTAIN", "CONTAINS", "STARTSWITH", "ENDSWITH", "%", "IN", "NOT IN",
        "ISEMPTY", "ISNOTEMPTY", "EMPTY", "NOTEMPTY", "EMPTYSTRING", "ANYTHING", "BETWEEN", "SAMEAS", "NSAMEAS", "INSTANCEOF",
        "GT_FIELD", "LT_FIELD", "GT_OR_EQUALS_FIELD", "LT_OR_EQUALS_FIELD", "ON", "NOTON", "DATEPART", "RELATIVEGT", "RELATIVELT", "RELATIVEGE", "RELATIVELE", "RELATIVEEE",
        "MORETHAN", "LESSTHAN", "DYNAMIC", "IN_HIERARCHY", "VALCHANGES", "CHANGESFROM", "CHANGESTO",
    }.OrderByDescending(text => text.Length)];

    // Stands for a caret within a value while the text is taken apart.
    private const string Caret = "\u0001";

    internal static ParsedQuery Parse(string text, SimTable table, Database data, bool doubledCaret = true)
    {
        var query = new ParsedQuery();

        // "^^" is a caret within a value, or just two separators (knob query.caretEscape, EC68).
        string whole = doubledCaret ? text.Replace("^^", Caret, StringComparison.Ordinal) : text;
        foreach (string group in whole.Split("^NQ"))
        {
            var clauses = new List<List<Condition>>();
            foreach (string term in Terms(group))
            {
                Read(term, clauses, query, table, data);
            }

            query.Groups.Add(clauses);
        }

        return query;
    }

    internal static SimColumn? Resolve(string field, SimTable table, Database data)
    {
        string[] steps = field.Split('.');
        SimTable? at = table;
        for (int i = 0; i < steps.Length; i++)
        {
            SimColumn? column = at?.Find(steps[i]);
            if (column == null || i == steps.Length - 1)
            {
                return column;
            }

            at = column.Reference == null ? null : data.Find(column.Reference);
        }

        return null;
    }

    private static IEnumerable<string> Terms(string group) => group.Split('^').Where(term => term.Length > 0).Select(term => term.Replace(Caret, "^", StringComparison.Ordinal));

    private static void Read(string term, List<List<Condition>> clauses, ParsedQuery query, SimTable table, Database data)
    {
        if (term == "EQ")
        {
            return;
        }

        foreach ((string word, bool descending) in new[] { ("ORDERBYDESC", true), ("ORDERBY", false) })
        {
            if (term.StartsWith(word, StringComparison.Ordinal))
            {
                query.Order.Add((term[word.Length..], descending));
                return;
            }
        }

        if (term.StartsWith("GROUPBY", StringComparison.Ordinal))
        {
            return;
        }

        if (term.Contains("RLQUERY", StringComparison.Ordinal) || term.Contains("SUBQUERY", StringComparison.Ordinal) || term.StartsWith("123TEXTQUERY321", StringComparison.Ordinal) || term.StartsWith("JOIN", StringComparison.Ordinal))
        {
            throw new NotSimulatedException("the query term " + term);
        }

        bool or = term.StartsWith("OR", StringComparison.Ordinal) && ReadCondition(term[2..], table, data) != null;
        Condition? condition = ReadCondition(or ? term[2..] : term, table, data);
        if (condition == null)
        {
            query.Dropped.Add(term);
            return;
        }

        if (or && clauses.Count > 0)
        {
            clauses[^1].Add(condition);
        }
        else
        {
            clauses.Add([condition]);
        }
    }

    private static Condition? ReadCondition(string term, SimTable table, Database data)
    {
        int most = 0;
        while (most < term.Length && (char.IsAsciiLetterOrDigit(term[most]) || term[most] is '_' or '.'))
        {
            most++;
        }

        for (int length = most; length > 0; length--)
        {
            string field = term[..length];
            if (Resolve(field, table, data) == null)
            {
                continue;
            }

            string rest = term[length..];
            string? found = Array.Find(s_operators, name => rest.StartsWith(name, StringComparison.Ordinal));
            if (found != null)
            {
                return new Condition(field, found, rest[found.Length..]);
            }
        }

        return null;
    }
}

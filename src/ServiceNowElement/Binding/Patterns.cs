using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using ServiceNowElement.Query;

namespace ServiceNowElement.Binding;

/// <summary>The patterns of -like and -match that the server can find: whole, beginning, end, anywhere.</summary>
internal static class Patterns
{
    private static readonly char[] s_wild = ['*', '?', '[', ']', '`'];
    private static readonly Regex s_plain = new(@"^(\^)?((?:[^\\.$^{}\[\]()|*+?]|\\[\\.$^{}\[\]()|*+? #-])*)(\$)?$", RegexOptions.CultureInvariant);

    internal static FilterNode Like(string field, string pattern, FilterReader reader, Ast place)
    {
        string core = pattern.Trim('*');
        if (core.IndexOfAny(s_wild) >= 0)
        {
            throw reader.Refuse(place, "the server knows * at the beginning and the end of a pattern only");
        }

        return Term(field, core, open: pattern.StartsWith("*", StringComparison.Ordinal), tail: pattern.EndsWith("*", StringComparison.Ordinal));
    }

    internal static FilterNode Match(string field, string pattern, FilterReader reader, Ast place)
    {
        Match parts = s_plain.Match(pattern);
        if (!parts.Success)
        {
            throw reader.Refuse(place, "the server finds plain text, with ^ before and $ after it, but no other regular expression");
        }

        return Term(field, Regex.Unescape(parts.Groups[2].Value), open: !parts.Groups[1].Success, tail: !parts.Groups[3].Success);
    }

    private static FilterTerm Term(string field, string text, bool open, bool tail)
    {
        if (text.Length == 0)
        {
            // '*' finds everything that is there; '' and '^$' find what is empty.
            return new FilterTerm(field, open || tail ? FilterOperator.IsNotEmpty : FilterOperator.IsEmpty, []);
        }

        FilterOperator comparison = (open, tail) switch
        {
            (true, true) => FilterOperator.Contains,
            (true, false) => FilterOperator.EndsWith,
            (false, true) => FilterOperator.StartsWith,
            _ => FilterOperator.Equal,
        };
        return new FilterTerm(field, comparison, [text]);
    }
}

using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Reads the part of CEQL that strict writers use (contract cloud-elements-api §10.2); shares nothing with the client's own reader.</summary>
internal sealed partial class FarWhere
{
    private readonly List<string> _words;
    private int _at;

    private FarWhere(string text) => _words = [.. Word().Matches(text).Select(match => match.Value.Trim()).Where(word => word.Length > 0)];

    internal static Func<JObject, bool> Read(string text)
    {
        var reader = new FarWhere(text);
        Func<JObject, bool> filter = reader.Any();
        return reader._at == reader._words.Count ? filter : throw new FormatException("Error parsing query: " + text);
    }

    private bool Take(string word)
    {
        bool there = _at < _words.Count && string.Equals(_words[_at], word, StringComparison.OrdinalIgnoreCase);
        _at += there ? 1 : 0;
        return there;
    }

    private Func<JObject, bool> Any()
    {
        List<Func<JObject, bool>> parts = [All()];
        while (Take("OR"))
        {
            parts.Add(All());
        }

        return row => parts.Exists(part => part(row));
    }

    private Func<JObject, bool> All()
    {
        List<Func<JObject, bool>> parts = [One()];
        while (Take("AND"))
        {
            parts.Add(One());
        }

        return row => parts.TrueForAll(part => part(row));
    }

    private Func<JObject, bool> One()
    {
        if (Take("("))
        {
            Func<JObject, bool> inner = Any();
            return Take(")") ? inner : throw new FormatException("a parenthesis stays open");
        }

        string field = _words[_at++].Trim('`');
        string Of(JObject row) => (string?)row[field] ?? string.Empty;
        bool not = Take("NOT");
        if (Take("IS"))
        {
            bool empty = !Take("NOT");
            return Take("NULL") ? row => Of(row).Length == 0 == empty : throw new FormatException("IS what?");
        }

        if (Take("LIKE"))
        {
            var pattern = new Regex("^" + Regex.Escape(Value()).Replace("%", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.Singleline);
            return row => pattern.IsMatch(Of(row)) != not;
        }

        if (Take("IN"))
        {
            var values = new List<string>();
            _at++;
            do
            {
                values.Add(Value());
            }
            while (Take(","));
            return Take(")") ? row => values.Contains(Of(row)) != not : throw new FormatException("a list stays open");
        }

        string sign = _words[_at++];
        string value = Value();
        return row => Holds(string.CompareOrdinal(Of(row), value), sign);
    }

    private static bool Holds(int order, string sign) => sign switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw new FormatException("unknown operator " + sign),
    };

    private string Value()
    {
        string word = _words[_at++];
        return word.StartsWith('\'') ? word[1..^1].Replace("''", "'", StringComparison.Ordinal) : word;
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|`[^`]*`|<=|>=|!=|[<>=(),]|[^\s<>=!(),']+")]
    private static partial Regex Word();
}

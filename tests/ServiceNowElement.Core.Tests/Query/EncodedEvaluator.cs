using System.Text.RegularExpressions;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>
/// An instance's reading of an encoded query, written from contract servicenow-rest §3 alone. What the contract leaves open, whether
/// NOT LIKE, NOT IN and a dot-walked != take empty columns in, is a switch: queries must mean the same either way.
/// </summary>
internal sealed partial class EncodedEvaluator(bool negationTakesEmpty)
{
    internal bool Holds(string query, IReadOnlyDictionary<string, string> row) =>
        query.Length == 0 || query.Split("^NQ").Any(group => Group(group, row));

    private bool Group(string group, IReadOnlyDictionary<string, string> row)
    {
        List<List<string>> clauses = [];
        foreach (string piece in group.Split('^'))
        {
            if (piece.StartsWith("OR", StringComparison.Ordinal))
            {
                clauses[^1].Add(piece[2..]);
            }
            else
            {
                clauses.Add([piece]);
            }
        }

        return clauses.All(clause => clause.Any(term => Term(term, row)));
    }

    private bool Term(string term, IReadOnlyDictionary<string, string> row)
    {
        Match match = TermForm().Match(term);
        Assert.True(match.Success, $"malformed term '{term}'");
        string field = match.Groups[1].Value;
        string actual = row[field];
        string value = match.Groups[3].Value;
        bool has = actual.Length > 0;
        int order = string.Compare(actual, value, StringComparison.OrdinalIgnoreCase);
        return match.Groups[2].Value switch
        {
            "=" => order == 0,
            "!=" => has ? order != 0 : !field.Contains('.') || negationTakesEmpty,
            "<" => has && order < 0,
            "<=" => has && order <= 0,
            ">" => has && order > 0,
            ">=" => has && order >= 0,
            "LIKE" => actual.Contains(value, StringComparison.OrdinalIgnoreCase),
            "NOT LIKE" => has ? !actual.Contains(value, StringComparison.OrdinalIgnoreCase) : negationTakesEmpty,
            "STARTSWITH" => actual.StartsWith(value, StringComparison.OrdinalIgnoreCase),
            "ENDSWITH" => actual.EndsWith(value, StringComparison.OrdinalIgnoreCase),
            "IN" => value.Split(',').Contains(actual, StringComparer.OrdinalIgnoreCase),
            "NOT IN" => has ? !value.Split(',').Contains(actual, StringComparer.OrdinalIgnoreCase) : negationTakesEmpty,
            "ISEMPTY" => !has,
            "ISNOTEMPTY" => has,
            string other => throw new InvalidOperationException(other),
        };
    }

    [GeneratedRegex("^([a-z_.]+)(INSTANCEOF|IN_HIERARCHY|ISEMPTY|ISNOTEMPTY|STARTSWITH|ENDSWITH|NOT LIKE|NOT IN|LIKE|IN|!=|<=|>=|=|<|>)(.*)$", RegexOptions.Singleline)]
    private static partial Regex TermForm();
}

namespace ServiceNowElement.Query;

/// <summary>The operators of encoded queries (contract servicenow-rest §3.2) and where they may stand in a condition.</summary>
internal static class EncodedOperators
{
    private static readonly string[] s_withoutValue = ["ISEMPTY", "ISNOTEMPTY", "EMPTY", "NOTEMPTY", "EMPTYSTRING", "ANYTHING", "VALCHANGES"];

    private static readonly string[] s_withParts =
    [
        "BETWEEN", "RELATIVEGT", "RELATIVELT", "RELATIVEGE", "RELATIVELE", "RELATIVEEE", "MORETHAN", "LESSTHAN", "DATEPART",
    ];

    private static readonly string[] s_withField =
    [
        "SAMEAS", "NSAMEAS", "GT_FIELD", "LT_FIELD", "GT_OR_EQUALS_FIELD", "LT_OR_EQUALS_FIELD", "MORETHAN", "LESSTHAN",
    ];

    // Longest first: the longest one that fits is meant.
    private static readonly string[] s_all =
    [
        .. new[]
        {
            "=", "!=", "<", "<=", ">", ">=", "LIKE", "*", "CONTAINS", "NOT LIKE", "NOTLIKE", "!*", "DOES NOT CONTAIN", "STARTSWITH", "ENDSWITH", "%",
            "IN", "NOT IN", "NOTIN", "ON", "NOTON", "DYNAMIC", "IN_HIERARCHY", "IN_HIERARCHY_DYNAMIC", "INSTANCEOF", "CHANGESFROM", "CHANGESTO",
            "DOESNOTHAVE", "EXCLUDING",
        }.Concat(s_withoutValue).Concat(s_withParts).Concat(s_withField).Distinct().OrderByDescending(name => name.Length),
    ];

    internal static bool IsFieldLetter(char letter) =>
        letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '$';

    internal static bool IsFieldName(string name) =>
        name.Length > 0 && name.All(IsFieldLetter) && name[0] != '.' && name[name.Length - 1] != '.' && name.IndexOf("..", StringComparison.Ordinal) < 0;

    /// <summary>Whether the value of the operator begins with the name of a second column.</summary>
    internal static bool ComparesField(string name) => s_withField.Contains(name);

    /// <summary>Every way to cut a condition into column, operator and value, the shortest column first.</summary>
    internal static IEnumerable<(string Field, string Operator, string Value)> Cuts(string condition)
    {
        for (int end = 1; end < condition.Length && IsFieldLetter(condition[end - 1]); end++)
        {
            int at = end;
            string? name = s_all.FirstOrDefault(candidate => string.CompareOrdinal(condition, at, candidate, 0, candidate.Length) == 0);
            string field = condition.Substring(0, end);
            if (name != null && IsFieldName(field))
            {
                string value = condition.Substring(end + name.Length);
                if (IsComplete(name, value))
                {
                    yield return (field, name, value);
                }
            }
        }
    }

    // "=" against nothing is a test for emptiness; any other operator without its value would be dropped, and the query widened (§3.4).
    private static bool IsComplete(string name, string value)
    {
        if (s_withoutValue.Contains(name))
        {
            return value.Length == 0;
        }

        if (name is "=" or "!=")
        {
            return true;
        }

        return s_withParts.Contains(name) ? value.IndexOf('@') >= 0 : value.Length > 0;
    }
}

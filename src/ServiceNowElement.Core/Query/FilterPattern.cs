namespace ServiceNowElement.Query;

/// <summary>
/// A LIKE that no server operator says exactly, for example <c>'a%b%c'</c> (contract cloud-elements-api §10.3). Only
/// <see cref="CeqlReader.ReadSplit"/> makes it: the rows are tested here.
/// </summary>
public sealed class FilterPattern : FilterNode
{
    private readonly string[] _parts;

    internal FilterPattern(string field, string pattern, bool negated)
    {
        Field = field;
        Pattern = pattern;
        IsNegated = negated;
        _parts = pattern.Split('%');
    }

    /// <summary>Gets the column.</summary>
    public string Field { get; }

    /// <summary>Gets the pattern; <c>%</c> is any run of characters.</summary>
    public string Pattern { get; }

    /// <summary>Gets a value indicating whether rows must not match.</summary>
    public bool IsNegated { get; }

    /// <summary>The same pattern on another column.</summary>
    /// <param name="field">The column.</param>
    /// <returns>The new condition.</returns>
    public FilterPattern On(string field) => new(field, Pattern, IsNegated);

    /// <summary>Tests a value, ignoring case as the instance does. An empty value satisfies every negation, as it does on the server.</summary>
    /// <param name="value">The stored text, or null when the row has none.</param>
    /// <returns>True when the row may stay.</returns>
    public bool Matches(string? value) => Fits(value ?? string.Empty) != IsNegated;

    /// <summary>What the server can test of it: at least every row that matches satisfies it; null when that is every row.</summary>
    internal FilterNode? Wider()
    {
        if (IsNegated)
        {
            return null;
        }

        List<FilterNode> terms = [];
        for (int i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].Length > 0)
            {
                FilterOperator comparison = i == 0 ? FilterOperator.StartsWith : i == _parts.Length - 1 ? FilterOperator.EndsWith : FilterOperator.Contains;
                terms.Add(new FilterTerm(Field, comparison, [_parts[i]]));
            }
        }

        return FilterNormal.Join(isOr: false, terms);
    }

    private bool Fits(string value)
    {
        string head = _parts[0];
        string tail = _parts[_parts.Length - 1];
        if (value.Length < head.Length + tail.Length
            || !value.StartsWith(head, StringComparison.OrdinalIgnoreCase) || !value.EndsWith(tail, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        int end = value.Length - tail.Length;
        int at = head.Length;
        for (int i = 1; i < _parts.Length - 1; i++)
        {
            // The first place that fits leaves the most room for the parts after it.
            int found = value.IndexOf(_parts[i], at, end - at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            at = found + _parts[i].Length;
        }

        return true;
    }
}

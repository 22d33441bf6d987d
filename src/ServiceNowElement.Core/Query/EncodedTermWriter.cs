namespace ServiceNowElement.Query;

/// <summary>Spells one comparison as clauses that all must hold (contract servicenow-rest §3.2).</summary>
internal static class EncodedTermWriter
{
    internal static List<Clause> Write(FilterTerm term)
    {
        string field = term.Field;
        List<string> values = [.. term.Values.Select(value => WireValue.Safe(ValueText.Plain(value), field, term.Operator)).Distinct(StringComparer.Ordinal)];
        switch (term.Operator)
        {
            case FilterOperator.IsEmpty:
                return One(field + "ISEMPTY");
            case FilterOperator.IsNotEmpty:
                return One(field + "ISNOTEMPTY");
            case FilterOperator.Equal or FilterOperator.In:
                return [new Clause(Any(field, values))];
            case FilterOperator.NotEqual or FilterOperator.NotIn:
                return None(field, values);
            case FilterOperator.NotContains:
                // That empty columns satisfy it is an inference of §3.2; said here, it holds on every instance.
                return One($"{field}NOT LIKE{values[0]}", field + "ISEMPTY");
            default:
                return One(field + Symbol(term.Operator) + values[0]);
        }
    }

    private static List<Clause> One(params string[] terms) => [new Clause(terms)];

    private static List<string> Any(string field, List<string> values)
    {
        List<string> list = [.. values.Where(FitsList)];
        List<string> terms = [.. values.Where(value => !FitsList(value)).Select(value => $"{field}={value}")];
        if (list.Count == 1)
        {
            terms.Insert(0, $"{field}={list[0]}");
        }
        else if (list.Count > 1)
        {
            terms.Insert(0, $"{field}IN{string.Join(",", list)}");
        }

        return terms;
    }

    private static List<Clause> None(string field, List<string> values)
    {
        List<string> list = [.. values.Where(FitsList)];
        List<Clause> clauses = [];
        if (list.Count > 1)
        {
            // The contract says of "!=" that it takes empty columns in, and nothing about NOT IN.
            clauses.Add(new Clause([$"{field}NOT IN{string.Join(",", list)}", field + "ISEMPTY"]));
            values = [.. values.Where(value => !FitsList(value))];
        }

        clauses.AddRange(values.Select(value => new Clause(NotEqual(field, value))));
        return clauses;
    }

    // "!=" is documented to take empty columns in, but not columns of a record that an empty reference does not lead to.
    private static string[] NotEqual(string field, string value) =>
        field.IndexOf('.') < 0 ? [$"{field}!={value}"] : [$"{field}!={value}", field + "ISEMPTY"];

    // A comma would split the value, blanks at its ends may be cut off, and "IN" + "STANCEOF" or "_HIERARCHY" is another operator.
    private static bool FitsList(string value) =>
        value.IndexOf(',') < 0 && value.Trim().Length == value.Length
        && !value.StartsWith("STANCEOF", StringComparison.Ordinal) && !value.StartsWith("_HIERARCHY", StringComparison.Ordinal);

    private static string Symbol(FilterOperator comparison) => comparison switch
    {
        FilterOperator.LessThan => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.GreaterThan => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Contains => "LIKE",
        FilterOperator.StartsWith => "STARTSWITH",
        FilterOperator.EndsWith => "ENDSWITH",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}

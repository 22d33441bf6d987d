using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>Random filters over a few columns and values that clash with the query languages as much as they can.</summary>
internal sealed class FilterMaker(int seed)
{
    internal static IReadOnlyList<string> Fields { get; } = ["a", "b", "c.d"];

    private static readonly string[] s_values =
        ["a", "b", "ab", "BA", "x,y", "x", "STANCEOF", "_HIERARCHY", "O'Neil", "' or a = 'b", "it''s", "'", "NQ", "ORb", " a", "a\nb", "1", "null", "true", "`"];

    private static readonly FilterOperator[] s_operators = Enum.GetValues<FilterOperator>();

#pragma warning disable CA5394 // Test data needs repeatable numbers, not secret ones.
    private readonly Random _random = new(seed);

    internal FilterNode Node(int depth)
    {
        int kind = depth == 0 ? 0 : _random.Next(5);
        return kind switch
        {
            0 or 1 => Term(),
            2 => new FilterNot(Node(depth - 1)),
            _ => new FilterGroup(kind == 3, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Node(depth - 1))]),
        };
    }

    internal Dictionary<string, string> Row() => Fields.ToDictionary(field => field, _ => _random.Next(3) == 0 ? string.Empty : Value());

    private FilterTerm Term()
    {
        FilterOperator comparison = s_operators[_random.Next(s_operators.Length)];
        int count = comparison switch
        {
            FilterOperator.IsEmpty or FilterOperator.IsNotEmpty => 0,
            FilterOperator.In or FilterOperator.NotIn => _random.Next(1, 5),
            _ => 1,
        };
        bool mayBeEmpty = count > 1 || comparison is FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In or FilterOperator.NotIn;
        object?[] values = [.. Enumerable.Range(0, count).Select(_ => mayBeEmpty && _random.Next(6) == 0 ? null : (object)Value())];
        return new FilterTerm(Fields[_random.Next(Fields.Count)], comparison, values);
    }

    private string Value() => s_values[_random.Next(s_values.Length)];
#pragma warning restore CA5394
}

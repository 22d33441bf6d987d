using System.Globalization;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>A filter as short text, so that expectations fit one line.</summary>
internal static class FilterText
{
    internal static string Of(FilterNode? node) => node switch
    {
        null => "(all)",
        FilterNot not => $"not {Of(not.Child)}",
        FilterGroup group => $"({string.Join(group.IsOr ? " or " : " and ", group.Children.Select(Of))})",
        FilterTerm term => $"{term.Field} {term.Operator}{string.Concat(term.Values.Select(Value))}",
        _ => throw new InvalidOperationException(),
    };

    private static string Value(object? value) => value switch
    {
        null => " null",
        string text => $" [{text}]",
        bool truth => truth ? " true" : " false",
        IFormattable number => " " + number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(),
    };
}

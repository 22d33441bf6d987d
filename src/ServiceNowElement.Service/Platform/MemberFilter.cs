using System.Globalization;
using System.Text.Json.Nodes;
using ServiceNowElement.Query;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Platform;

/// <summary>Tests the objects of platform lists with a condition in CEQL; an unknown member is empty.</summary>
internal sealed class MemberFilter
{
    private readonly FilterNode? _condition;

    private MemberFilter(FilterNode? condition) => _condition = condition;

    internal static MemberFilter Read(string? where) => new(string.IsNullOrWhiteSpace(where) ? null : CeqlReader.ReadFilter(where));

    /// <summary>Answers whether the condition asks for a flag: <c>abridged='true'</c>.</summary>
    internal bool Asks(string flag) => _condition != null && Terms(_condition).Any(term => Is(term, flag) && term.Operator == FilterOperator.Equal && Same(Text(term.Values[0]), "true"));

    /// <summary>Answers whether an object fits.</summary>
    /// <param name="item">The object.</param>
    /// <param name="flags">Names that are no members and match always.</param>
    internal bool Matches(JsonObject item, params string[] flags) => _condition == null || Test(_condition, item, flags);

    private static bool Test(FilterNode node, JsonObject item, string[] flags) => node switch
    {
        FilterGroup { IsOr: true } any => any.Children.Any(child => Test(child, item, flags)),
        FilterGroup all => all.Children.All(child => Test(child, item, flags)),
        FilterNot not => !Test(not.Child, item, flags),
        FilterTerm term => flags.Any(flag => Is(term, flag)) || Test(term, ApiJson.Text(item.FirstOrDefault(member => Same(member.Key, term.Field)).Value) ?? string.Empty),
        _ => throw new ApiException(StatusCodes.Status400BadRequest, "Error parsing query: this condition is not supported here."),
    };

    private static bool Test(FilterTerm term, string value) => term.Operator switch
    {
        FilterOperator.Equal => Same(value, First(term)),
        FilterOperator.NotEqual => !Same(value, First(term)),
        FilterOperator.In => term.Values.Any(wanted => Same(value, Text(wanted))),
        FilterOperator.NotIn => !term.Values.Any(wanted => Same(value, Text(wanted))),
        FilterOperator.Contains => value.Contains(First(term), StringComparison.OrdinalIgnoreCase),
        FilterOperator.NotContains => !value.Contains(First(term), StringComparison.OrdinalIgnoreCase),
        FilterOperator.StartsWith => value.StartsWith(First(term), StringComparison.OrdinalIgnoreCase),
        FilterOperator.EndsWith => value.EndsWith(First(term), StringComparison.OrdinalIgnoreCase),
        FilterOperator.IsEmpty => value.Length == 0,
        FilterOperator.IsNotEmpty => value.Length > 0,
        FilterOperator.LessThan => Order(value, First(term)) < 0,
        FilterOperator.LessOrEqual => Order(value, First(term)) <= 0,
        FilterOperator.GreaterThan => Order(value, First(term)) > 0,
        FilterOperator.GreaterOrEqual => Order(value, First(term)) >= 0,
        _ => throw new ApiException(StatusCodes.Status400BadRequest, "Error parsing query: this comparison is not supported here."),
    };

    private static IEnumerable<FilterTerm> Terms(FilterNode node) => node switch
    {
        FilterGroup group => group.Children.SelectMany(Terms),
        FilterTerm term => [term],
        _ => [],
    };

    private static int Order(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal one) && decimal.TryParse(right, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal other)
            ? one.CompareTo(other)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Is(FilterTerm term, string name) => Same(term.Field, name);

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string First(FilterTerm term) => Text(term.Values.Count == 0 ? null : term.Values[0]);

    private static string Text(object? value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}

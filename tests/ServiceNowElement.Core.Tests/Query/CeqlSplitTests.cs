using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>Patterns that no operator of the server says exactly: contract cloud-elements-api §10.3, "other patterns".</summary>
public class CeqlSplitTests
{
    [Theory]
    [InlineData("a LIKE 'x%'", "a StartsWith [x]", "")]
    [InlineData("a NOT LIKE '%x%'", "a NotContains [x]", "")]
    [InlineData("a LIKE 'INC%01'", "(a StartsWith [INC] and a EndsWith [01])", "")]
    [InlineData("a LIKE 'x%y%z'", "(a StartsWith [x] and a Contains [y] and a EndsWith [z])", "a ~ x%y%z")]
    [InlineData("a LIKE '%x%y'", "(a Contains [x] and a EndsWith [y])", "a ~ %x%y")]
    [InlineData("a LIKE '%x%y%'", "(a Contains [x] and a Contains [y])", "a ~ %x%y%")]
    [InlineData("a LIKE 'aba%AB'", "(a StartsWith [aba] and a EndsWith [AB])", "a ~ aba%AB")]
    [InlineData("a NOT LIKE 'x%'", "(all)", "a !~ x%")]
    [InlineData("a NOT LIKE 'x%y'", "(all)", "a !~ x%y")]
    [InlineData("b=1 and a LIKE 'x%y%z'", "(b Equal 1 and a StartsWith [x] and a Contains [y] and a EndsWith [z])", "a ~ x%y%z")]
    [InlineData("a LIKE 'x%y%z' or b LIKE '%q%r%'", "((a StartsWith [x] and a Contains [y] and a EndsWith [z]) or (b Contains [q] and b Contains [r]))", "(a ~ x%y%z or b ~ %q%r%)")]
    [InlineData("a LIKE 'x%y%z' or b NOT LIKE 'q%'", "(all)", "(a ~ x%y%z or b !~ q%)")]
    [InlineData("", "(all)", "")]
    public void Cuts_a_condition_into_what_the_server_tests_and_the_rest(string where, string server, string rest)
    {
        CeqlSplit split = CeqlReader.ReadSplit(where);
        Assert.Equal(server, FilterText.Of(split.Server));
        Assert.Equal(rest, string.Join(" & ", split.Rest.Select(Text)));
    }

    [Fact]
    public void A_pattern_beside_another_condition_under_or_is_refused() =>
        Assert.Equal("FilterNotTranslatable", Assert.Throws<ElementException>(() => CeqlReader.ReadSplit("a LIKE 'x%y%z' or b=1")).Reason);

    [Theory]
    [InlineData("x%y%z", "xyz", true)]
    [InlineData("x%y%z", "X--Y--Z", true)]
    [InlineData("x%y%z", "xz", false)]
    [InlineData("x%y%z", "xyzq", false)]
    [InlineData("aba%AB", "abab", false)]
    [InlineData("aba%AB", "abaab", true)]
    [InlineData("%a%b%", "b a", false)]
    [InlineData("%a%b%", "ab", true)]
    [InlineData("x%yy%y%z", "xyyz", false)]
    [InlineData("x%yy%y%z", "xyyyz", true)]
    [InlineData("a%_%b", "a1b", false)]
    [InlineData("a%%b%c", "abc", true)]
    [InlineData("x%y%z", null, false)]
    public void Tests_a_value(string pattern, string? value, bool matches)
    {
        var positive = (FilterPattern)Assert.Single(CeqlReader.ReadSplit($"f LIKE '{pattern}'").Rest);
        var negative = (FilterPattern)Assert.Single(CeqlReader.ReadSplit($"f NOT LIKE '{pattern}'").Rest);
        Assert.Equal(matches, positive.Matches(value));
        Assert.Equal(!matches, negative.Matches(value));
    }

    private static string Text(FilterNode node) => node switch
    {
        FilterPattern pattern => $"{pattern.Field} {(pattern.IsNegated ? "!~" : "~")} {pattern.Pattern}",
        FilterGroup group => $"({string.Join(group.IsOr ? " or " : " and ", group.Children.Select(Text))})",
        _ => throw new InvalidOperationException(),
    };
}

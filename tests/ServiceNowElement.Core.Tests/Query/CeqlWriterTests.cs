using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class CeqlWriterTests
{
    [Theory]
    [InlineData("a<>'x'", "a != 'x'")]
    [InlineData("a='O''Neil'", "a = 'O''Neil'")]
    [InlineData("a in (1,'x')", "a IN (1, 'x')")]
    [InlineData("a in ('x')", "a = 'x'")]
    [InlineData("a not in (1,2)", "a != 1 AND a != 2")]
    [InlineData("b=1 or a not in (1,2)", "b = 1 OR (a != 1 AND a != 2)")]
    [InlineData("a in ('x','y',null)", "a IN ('x', 'y') OR a IS NULL")]
    [InlineData("a=true", "a = true")]
    [InlineData("a=1.5", "a = 1.5")]
    [InlineData("a=''", "a IS NULL")]
    [InlineData("a like '%x%'", "a LIKE '%x%'")]
    [InlineData("a not like 'x%'", "a NOT LIKE 'x%'")]
    [InlineData("a=1 or b=2 and c=3", "a = 1 OR (b = 2 AND c = 3)")]
    [InlineData("(a=1 or b=2) and c=3", "(a = 1 OR b = 2) AND c = 3")]
    [InlineData("`a b`=1", "`a b` = 1")]
    [InlineData("where=1", "`where` = 1")]
    public void Writes_strict_form(string where, string expected) => Assert.Equal(expected, CeqlWriter.Write(CeqlReader.ReadFilter(where)!));

    [Fact]
    public void Writes_times_as_utc()
    {
        DateTimeOffset time = new(2026, 3, 1, 9, 15, 0, TimeSpan.FromHours(1));
        Assert.Equal("a > '2026-03-01T08:15:00Z'", CeqlWriter.Write(new FilterTerm("a", FilterOperator.GreaterThan, [time])));
        Assert.Equal("a > '2026-03-01T08:15:00Z'", CeqlWriter.Write(new FilterTerm("a", FilterOperator.GreaterThan, [time.UtcDateTime])));
    }

    [Fact]
    public void Writes_order() => Assert.Equal("priority, opened_at desc", CeqlWriter.Write([new SortTerm("priority", false), new SortTerm("opened_at", true)]));

    [Theory]
    [InlineData(FilterOperator.Contains, "50%", "FilterNotTranslatable")]
    [InlineData(FilterOperator.Contains, "", "InvalidQuery")]
    [InlineData(FilterOperator.LessThan, null, "InvalidQuery")]
    public void Refuses_what_has_no_spelling(FilterOperator comparison, string? value, string reason) =>
        Assert.Equal(reason, Assert.Throws<ElementException>(() => CeqlWriter.Write(new FilterTerm("a", comparison, [value]))).Reason);

    [Fact]
    public void Refuses_names_and_lists_that_would_break_the_text()
    {
        Assert.Equal("InvalidQuery", Assert.Throws<ElementException>(() => CeqlWriter.Write(new FilterTerm("a`b", FilterOperator.IsEmpty, []))).Reason);
        Assert.Equal("InvalidQuery", Assert.Throws<ElementException>(() => CeqlWriter.Write(new FilterTerm("a", FilterOperator.In, []))).Reason);
    }

    [Fact]
    public void Deep_filter_is_refused_before_the_stack_ends()
    {
        FilterNode node = new FilterTerm("a", FilterOperator.IsEmpty, []);
        for (int depth = 0; depth < 100_000; depth++)
        {
            node = new FilterNot(node);
        }

        Assert.Equal("InvalidQuery", Assert.Throws<ElementException>(() => CeqlWriter.Write(node)).Reason);
    }
}

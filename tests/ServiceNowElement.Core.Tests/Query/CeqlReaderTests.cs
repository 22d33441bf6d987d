using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

/// <summary>The table of contract cloud-elements-api §10.2, line by line.</summary>
public class CeqlReaderTests
{
    [Theory]
    // keywords, operators, spaces
    [InlineData("a LIKE 'x%'", "a StartsWith [x]")]
    [InlineData("a Like '%x'", "a EndsWith [x]")]
    [InlineData("a like '%x%'", "a Contains [x]")]
    [InlineData("a = 'x'", "a Equal [x]")]
    [InlineData("a == 'x'", "a Equal [x]")]
    [InlineData("a!='x'", "a NotEqual [x]")]
    [InlineData("a<>'x'", "a NotEqual [x]")]
    [InlineData("a<1", "a LessThan 1")]
    [InlineData("a<=1", "a LessOrEqual 1")]
    [InlineData("a>1", "a GreaterThan 1")]
    [InlineData("a  >=  1  ", "a GreaterOrEqual 1")]
    [InlineData("a\n=\t1", "a Equal 1")]
    [InlineData("a is null", "a IsEmpty")]
    [InlineData("a IS NOT NULL", "a IsNotEmpty")]
    [InlineData("a NOT LIKE '%x%'", "a NotContains [x]")]
    [InlineData("a NOT LIKE 'x%'", "not a StartsWith [x]")]
    [InlineData("a NOT LIKE 'x'", "a NotEqual [x]")]
    [InlineData("a not in ('x')", "a NotIn [x]")]
    [InlineData("a in(1,2,3)", "a In 1 2 3")]
    [InlineData("name IN ('a' , 'b')", "name In [a] [b]")]
    [InlineData("a in ('', null)", "a In [] null")]
    // strings
    [InlineData("Name='O''Neil'", "Name Equal [O'Neil]")]
    [InlineData("name='Pat O'Reilly'", "name Equal [Pat O'Reilly]")]
    [InlineData("name='Pat O'Reilly' AND a=1", "(name Equal [Pat O'Reilly] and a Equal 1)")]
    [InlineData("(name='Pat O'Reilly')", "name Equal [Pat O'Reilly]")]
    [InlineData("name in ('Pat O'Reilly','x')", "name In [Pat O'Reilly] [x]")]
    [InlineData("a=''", "a Equal []")]
    [InlineData("a='' and b=1", "(a Equal [] and b Equal 1)")]
    [InlineData("a=''''", "a Equal [']")]
    [InlineData("a='''x'''", "a Equal ['x']")]
    [InlineData("a='x'' or b=''y'", "a Equal [x' or b='y]")]
    [InlineData("a='x' android'", "a Equal [x' android]")]
    [InlineData(@"a='c:\x'", @"a Equal [c:\x]")]
    [InlineData("a='l1\nl2'", "a Equal [l1\nl2]")]
    [InlineData("a = `value`", "a Equal [value]")]
    [InlineData("a='(b) and c'", "a Equal [(b) and c]")]
    // numbers, booleans, bare words, time stamps
    [InlineData("AnnualRevenue >= 100000", "AnnualRevenue GreaterOrEqual 100000")]
    [InlineData("a=-1.50", "a Equal -1.50")]
    [InlineData("a=007", "a Equal [007]")]
    [InlineData("a=99999999999999999999", "a Equal 99999999999999999999")]
    [InlineData("defaultAccount=true", "defaultAccount Equal true")]
    [InlineData("private='true'", "private Equal [true]")]
    [InlineData("a=FALSE", "a Equal false")]
    [InlineData("a=null", "a IsEmpty")]
    [InlineData("a!=NULL", "a IsNotEmpty")]
    [InlineData("a='null'", "a Equal [null]")]
    [InlineData("mdate>=2017-02-28T16:11:29-06:00", "mdate GreaterOrEqual [2017-02-28T16:11:29-06:00]")]
    [InlineData("d>'2018-01-15T00:00:00.000Z'", "d GreaterThan [2018-01-15T00:00:00.000Z]")]
    // LIKE
    [InlineData("a LIKE 'x'", "a Equal [x]")]
    [InlineData("a LIKE '%'", "a IsNotEmpty")]
    [InlineData("a NOT LIKE '%%'", "a IsEmpty")]
    [InlineData("a LIKE '_x%'", "a StartsWith [_x]")]
    [InlineData("a LIKE 'INC%01'", "(a StartsWith [INC] and a EndsWith [01])")]
    // precedence
    [InlineData("a=1 or b=2 and c=3", "(a Equal 1 or (b Equal 2 and c Equal 3))")]
    [InlineData("(a=1 or b=2) and c=3", "((a Equal 1 or b Equal 2) and c Equal 3)")]
    [InlineData("a=1 AND b=2 AND c=3", "(a Equal 1 and b Equal 2 and c Equal 3)")]
    [InlineData("((a=1))", "a Equal 1")]
    // names
    [InlineData("caller_id.department.name='Sales'", "caller_id.department.name Equal [Sales]")]
    [InlineData("`a.b c`='x'", "a.b c Equal [x]")]
    [InlineData("u-x$=1", "u-x$ Equal 1")]
    [InlineData("value=1 and from=2 and order=3", "(value Equal 1 and from Equal 2 and order Equal 3)")]
    [InlineData("where=1", "where Equal 1")]
    [InlineData("where in = 1", "in Equal 1")]
    [InlineData("where in (1)", "where In 1")]
    [InlineData("WHERE a=1", "a Equal 1")]
    [InlineData("where where=1", "where Equal 1")]
    [InlineData("like like 'x%'", "like StartsWith [x]")]
    // empty
    [InlineData("", "(all)")]
    [InlineData("  ", "(all)")]
    [InlineData("where ", "(all)")]
    public void Reads_condition(string where, string expected) => Assert.Equal(expected, FilterText.Of(CeqlReader.ReadFilter(where)));

    [Theory]
    [InlineData("a=", "character 3")]
    [InlineData("a", "operator")]
    [InlineData("=1", "character 1")]
    [InlineData("a=1 b=2", "character 5")]
    [InlineData("a=1 and", "name of a field")]
    [InlineData("a=\"x\"", "single quotes")]
    [InlineData("a=\u2018x\u2019", "single quotes")]
    [InlineData("a='x", "not closed")]
    [InlineData("a=`x", "not closed")]
    [InlineData("a in ()", "empty")]
    [InlineData("a in (1", "closing parenthesis")]
    [InlineData("a in 1", "parentheses")]
    [InlineData("(a=1", "closing parenthesis")]
    [InlineData("a=1)", "character 4")]
    [InlineData("a between 1 and 2", "BETWEEN")]
    [InlineData("a < null", "IS NULL")]
    [InlineData("a like null", "IS NULL")]
    [InlineData("a like vpn%", "single quotes")]
    [InlineData("a.=1", "empty part")]
    [InlineData("a is 5", "NULL")]
    public void Refuses_with_place_and_reason(string where, string reason)
    {
        ElementException error = Assert.Throws<ElementException>(() => CeqlReader.ReadFilter(where));
        Assert.Equal("InvalidQuery", error.Reason);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("at character ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a LIKE 'x%y%z'")]
    [InlineData("a LIKE '%x%y'")]
    [InlineData("a LIKE 'aba%AB'")]
    public void Pattern_that_the_server_cannot_match_exactly_is_not_approximated(string where) =>
        Assert.Equal("NotBuilt", Assert.Throws<ElementException>(() => CeqlReader.ReadFilter(where)).Reason);

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        string text = new string('(', 100_000) + "a=1" + new string(')', 100_000);
        Assert.Equal("InvalidQuery", Assert.Throws<ElementException>(() => CeqlReader.ReadFilter(text)).Reason);
        Assert.NotNull(CeqlReader.ReadFilter(new string('(', 60) + "a=1" + new string(')', 60)));
    }

    [Fact]
    public void Overlong_text_is_refused() => Assert.Equal(
        "InvalidQuery", Assert.Throws<ElementException>(() => CeqlReader.ReadFilter($"a='{new string('x', 300_000)}'")).Reason);

    [Fact]
    public void Quotes_without_end_are_read_in_linear_time() =>
        Assert.Throws<ElementException>(() => CeqlReader.ReadFilter("a='" + string.Concat(Enumerable.Repeat("'          x", 20_000))));

    [Theory]
    [InlineData("select * from incidents", "incidents||(all)||")]
    [InlineData("SELECT number, state FROM incident WHERE a=1 ORDER BY x DESC, y asc, z LIMIT 5", "incident|number,state|a Equal 1|x-,y,z|5")]
    [InlineData("select * from contacts limit 10 where a='Pat O'Reilly' order by b", "contacts||a Equal [Pat O'Reilly]|b|10")]
    [InlineData("select from from from where where = 1", "from|from|where Equal 1||")]
    public void Reads_statement(string text, string expected)
    {
        CeqlStatement read = CeqlReader.ReadStatement(text);
        string order = string.Join(",", read.OrderBy.Select(term => term.Field + (term.Descending ? "-" : string.Empty)));
        Assert.Equal(expected, $"{read.Object}|{string.Join(",", read.Fields)}|{FilterText.Of(read.Filter)}|{order}|{read.Limit}");
    }

    [Theory]
    [InlineData("select * contacts")]
    [InlineData("")]
    [InlineData("select from")]
    [InlineData("select * from a where")]
    [InlineData("select * from a limit x")]
    [InlineData("select * from a limit")]
    [InlineData("select * from a limit -1")]
    [InlineData("select * from a; drop")]
    [InlineData("delete from a")]
    public void Refuses_statement(string text) =>
        Assert.Equal("InvalidQuery", Assert.Throws<ElementException>(() => CeqlReader.ReadStatement(text)).Reason);
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class EncodedQueryWriterTests
{
    [Theory]
    [InlineData("a='x'", "a=x")]
    [InlineData("a=''", "aISEMPTY")]
    [InlineData("a!='x'", "a!=x")]
    [InlineData("a.b!='x'", "a.b!=x^ORa.bISEMPTY")]
    [InlineData("a<'x' and a<='x' and a>'x' and a>='x'", "a<x^a<=x^a>x^a>=x")]
    [InlineData("a LIKE 'x%'", "aSTARTSWITHx")]
    [InlineData("a LIKE '%x'", "aENDSWITHx")]
    [InlineData("a LIKE '%x%'", "aLIKEx")]
    [InlineData("a NOT LIKE '%x%'", "aNOT LIKEx^ORaISEMPTY")]
    [InlineData("a LIKE 'x'", "a=x")]
    [InlineData("a IN ('x','y')", "aINx,y")]
    [InlineData("a NOT IN ('x','y')", "aNOT INx,y^ORaISEMPTY")]
    [InlineData("a NOT IN ('x','y',null)", "aNOT INx,y^ORaISEMPTY^aISNOTEMPTY")]
    [InlineData("a IN ('x,1','y','z')", "aINy,z^ORa=x,1")]
    [InlineData("a IN ('STANCEOF','y','z')", "aINy,z^ORa=STANCEOF")]
    [InlineData("a IS NULL", "aISEMPTY")]
    [InlineData("a IS NOT NULL", "aISNOTEMPTY")]
    [InlineData("a=1 and (b=2 or b=3)", "a=1^b=2^ORb=3")]
    [InlineData("(a=1 or b=2) and (c=3 or d=4)", "a=1^ORb=2^c=3^ORd=4")]
    [InlineData("a=1 or b=2 and c=3", "a=1^NQb=2^c=3")]
    [InlineData("a=1 and (b=2 or c=3 and d=4)", "a=1^b=2^NQa=1^c=3^d=4")]
    [InlineData("a=1 or b=2 and c=3 or d=4", "a=1^ORd=4^NQb=2^c=3")]
    public void Writes(string where, string expected) => Assert.Equal(expected, EncodedQueryWriter.Write(CeqlReader.ReadFilter(where)!).ToText());

    [Fact]
    public void Tells_the_fields() =>
        Assert.Equal(["a", "b.c"], EncodedQueryWriter.Write(CeqlReader.ReadFilter("a=1 and b.c=2 or a=3")!).Fields);

    [Fact]
    public void Refuses_too_many_groups_before_they_are_made()
    {
        string pair = string.Join(" and ", Enumerable.Range(0, 64).Select(i => $"(a{i}=1 and b=2 or c=3 and d=4)"));
        ElementException error = Assert.Throws<ElementException>(() => EncodedQueryWriter.Write(CeqlReader.ReadFilter(pair)!));
        Assert.Equal("QueryTooComplex", error.Reason);
        Assert.Equal("QueryTooComplex", Assert.Throws<ElementException>(
            () => EncodedQueryWriter.Write(CeqlReader.ReadFilter("a=1 and b=2 or c=3 and d=4")!, maxGroups: 1)).Reason);
    }

    [Theory]
    [InlineData("a NOT LIKE 'x%'", "FilterNotTranslatable")]
    [InlineData("a = 'x^b=1'", "UnsafeValue")]
    [InlineData("`a^b` = 1", "InvalidQuery")]
    [InlineData("`a=1^NQb` = 1", "InvalidQuery")]
    [InlineData("a < '=1'", "InvalidValue")]
    [InlineData("a = 'javascript:gs.now()'", "InvalidValue")]
    public void Refuses(string where, string reason) =>
        Assert.Equal(reason, Assert.Throws<ElementException>(() => EncodedQueryWriter.Write(CeqlReader.ReadFilter(where)!)).Reason);

    [Fact]
    public void Writes_order()
    {
        Assert.Equal("ORDERBYa^ORDERBYDESCb.c", EncodedQueryWriter.Order([new SortTerm("a", false), new SortTerm("b.c", true)]));
        Assert.Equal(string.Empty, EncodedQueryWriter.Order([]));
        Assert.Throws<ElementException>(() => EncodedQueryWriter.Order([new SortTerm("a^b=1", false)]));
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class EncodedQueryTests
{
    [Theory]
    [InlineData("", "", "sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1", "a=1", "a=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1^ORb=2", "a=1^ORb=2", "a=1^ORb=2^sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1^NQb=2", "a=1^NQb=2", "a=1^sys_id>x^NQb=2^sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1^EQ", "a=1", "a=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1^EQ^ORDERBYb", "a=1", "a=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("a=1^ORDERBYDESCb^NQc=2^ORDERBYd^GROUPBYe^TRENDBYf,g", "a=1^NQc=2", "a=1^sys_id>x^NQc=2^sys_id>x^ORDERBYsys_id")]
    [InlineData("ORDERBYa", "", "sys_id>x^ORDERBYsys_id")]
    [InlineData(" ^a=1^ \n", "a=1", "a=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("^a=1^", "a=1", "a=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("JOINa.x=b.y!c=1", "JOINa.x=b.y!c=1", "sys_id>x^JOINa.x=b.y!c=1^ORDERBYsys_id")]
    [InlineData("RLQUERYtask_sla.task,>=1^stage=a^NQstage=b^ENDRLQUERY^c=1", "RLQUERYtask_sla.task,>=1^stage=a^NQstage=b^ENDRLQUERY^c=1", "RLQUERYtask_sla.task,>=1^stage=a^NQstage=b^ENDRLQUERY^c=1^sys_id>x^ORDERBYsys_id")]
    [InlineData("123TEXTQUERY321=vpn down^a=1", "123TEXTQUERY321=vpn down^a=1", "123TEXTQUERY321=vpn down^a=1^sys_id>x^ORDERBYsys_id")]
    public void Takes_order_off_and_adds_to_every_alternative(string text, string conditions, string with)
    {
        EncodedQuery query = EncodedQuery.Parse(text);
        Assert.Equal(conditions, query.ToText());
        Assert.Equal(with, query.With("sys_id>x", "ORDERBYsys_id"));
        Assert.Equal(with, query.With("^sys_id>x", "^ORDERBYsys_id"));
    }

    [Fact]
    public void Crosses_alternatives_of_a_compound_cursor() => Assert.Equal(
        "a=1^t>5^NQb=2^t>5^NQa=1^t=5^sys_id>x^NQb=2^t=5^sys_id>x",
        EncodedQuery.Parse("a=1^NQb=2").With("t>5^NQt=5^sys_id>x", string.Empty));

    [Fact]
    public void Keeps_the_own_order_apart()
    {
        EncodedQuery query = EncodedQuery.Parse("a=1^ORDERBYb^ORDERBYDESCc.d");
        Assert.Equal("b,c.d-", string.Join(",", query.OrderBy.Select(term => term.Field + (term.Descending ? "-" : string.Empty))));
        Assert.Equal("a=1^ORDERBYb^ORDERBYDESCc.d", query.ToString());
        Assert.Equal(["a", "b", "c.d"], query.Fields);
        Assert.Equal(string.Empty, EncodedQuery.All.ToString());
    }

    [Theory]
    [InlineData("active=true", "active")]
    [InlineData("stateIN1,2", "state")]
    [InlineData("stateNOT IN1,2", "state")]
    [InlineData("short_descriptionISEMPTY", "short_description")]
    [InlineData("name_startSTARTSWITHx", "name_start")]
    [InlineData("nameNOT LIKEx=1", "name")]
    [InlineData("name=", "name")]
    [InlineData("nameLIKEINBOX", "name")]
    [InlineData("name*x", "name")]
    [InlineData("caller_id.department.name=Sales", "caller_id.department.name")]
    [InlineData("dBETWEENjavascript:gs.daysAgoStart(2)@javascript:gs.daysAgoEnd(0)", "d")]
    [InlineData("dONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()", "d")]
    [InlineData("dRELATIVEGT@hour@ago@1", "d")]
    [InlineData("dDATEPARTMonday@javascript:gs.datePart('dayofweek','monday','EE')", "d")]
    [InlineData("aSAMEASb", "a,b")]
    [InlineData("aSAMEASb@day", "a,b")]
    [InlineData("aGT_OR_EQUALS_FIELDb", "a,b")]
    [InlineData("aMORETHANb@day@before@1", "a,b")]
    [InlineData("sys_class_nameINSTANCEOFtask", "sys_class_name")]
    [InlineData("aIN_HIERARCHYx", "a")]
    [InlineData("aDYNAMIC0123", "a")]
    [InlineData("u=javascript:gs.getUserID()", "u")]
    public void Finds_the_fields(string text, string fields)
    {
        EncodedQuery query = EncodedQuery.Parse(text);
        Assert.Equal(fields, string.Join(",", query.Fields));
        Assert.Equal(text, query.ToText());
    }

    [Theory]
    [InlineData("a=1^^b=2", "character 5")]
    [InlineData("a=x^^y", "no escape")]
    [InlineData("a=1^NQ", "character 5")]
    [InlineData("NQa=1", "NQ")]
    [InlineData("ORa=1", "OR")]
    [InlineData("a=1^NQORb=2", "connectives")]
    [InlineData("a=1^NQORDERBYb", "connectives")]
    [InlineData("a=1^EQ^b=2", "ends the query")]
    [InlineData("hello world", "hello world")]
    [InlineData("=1", "=1")]
    [InlineData("a b=1", "a b=1")]
    [InlineData("a =1", "a =1")]
    [InlineData("aLIKE", "aLIKE")]
    [InlineData("aIN", "aIN")]
    [InlineData("aBETWEEN1", "aBETWEEN1")]
    [InlineData("aISEMPTYx", "aISEMPTYx")]
    [InlineData("a..b=1", "a..b")]
    [InlineData("a=1^ORDERBY", "sort by")]
    [InlineData("a=1^ORDERBYb c", "sort by")]
    [InlineData("RLQUERYtask_sla.task,>=1^stage=a", "ENDRLQUERY")]
    [InlineData("RLQUERYx^ENDRLQUERY", "RLQUERY")]
    [InlineData("ENDRLQUERY", "ENDRLQUERY")]
    [InlineData("SUBQUERYx", "ENDSUBQUERY")]
    public void Refuses_what_the_instance_would_drop(string text, string part)
    {
        ElementException error = Assert.Throws<ElementException>(() => EncodedQuery.Parse(text));
        Assert.Equal("InvalidQuery", error.Reason);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlong_text_is_refused() => Assert.Throws<ElementException>(() => EncodedQuery.Parse(new string('a', 300_000)));

    [Theory]
    [InlineData("number=1^caller_id.manager.name=x^ORDERBYopened_at")]
    [InlineData("u_IN_x=1")]
    [InlineData("stateIN1,2^NQparentSAMEAScmdb_ci")]
    [InlineData("RLQUERYtask_sla.task,>=1^stage=a^ORtask.number=b^ENDRLQUERY")]
    public Task Accepts_columns_that_exist(string text) => Check(text);

    [Theory]
    [InlineData("nmber=1", "Did you mean 'number'?")]
    [InlineData("State=1", "Did you mean 'state'?")]
    [InlineData("number=1^NQcaller_id.nmae=x", "Did you mean 'caller_id.name'?")]
    [InlineData("numberSAMEASzzz", "'zzz'")]
    [InlineData("number=1^ORDERBYzzz", "'zzz'")]
    [InlineData("sysparm_query=active=true", "'sysparm_query'")]
    [InlineData("RLQUERYtask_sla.tsk,>=1^ENDRLQUERY", "Did you mean 'task'?")]
    [InlineData("RLQUERYtask_sla.task,>=1^stge=a^ENDRLQUERY", "Did you mean 'stage'?")]
    public async Task Refuses_columns_that_do_not_exist(string text, string part)
    {
        ElementException error = await Assert.ThrowsAsync<ElementException>(() => Check(text));
        Assert.Equal("UnknownField", error.Reason);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static Task Check(string text) =>
        EncodedQueryChecker.CheckAsync(EncodedQuery.Parse(text), FakeSchema.Incident, new FakeSchema(), CallContext.None, "dev");
}

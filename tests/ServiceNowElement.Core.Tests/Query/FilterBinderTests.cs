using ServiceNowElement.Errors;
using ServiceNowElement.Query;

namespace ServiceNowElement.Core.Tests.Query;

public class FilterBinderTests
{
    private const string Id = "0123456789abcdef0123456789ABCDEF";

    [Theory]
    // names
    [InlineData("Short_Description = 'x'", "short_description Equal [x]")]
    [InlineData("CALLER_ID.Manager.User_Name = 'x'", "caller_id.manager.user_name Equal [x]")]
    // empties
    [InlineData("number = ''", "number IsEmpty")]
    [InlineData("number != null", "number IsNotEmpty")]
    [InlineData("number in ('a','')", "(number Equal [a] or number IsEmpty)")]
    [InlineData("number not in ('a',null)", "(number NotEqual [a] and number IsNotEmpty)")]
    [InlineData("caller_id = ''", "caller_id IsEmpty")]
    [InlineData("u_secret is null", "u_secret IsEmpty")]
    // truth values and numbers
    [InlineData("active = true", "active Equal [true]")]
    [InlineData("active != 0", "active NotEqual [false]")]
    [InlineData("active = 'YES'", "active Equal [true]")]
    [InlineData("active = '$false'", "active Equal [false]")]
    [InlineData("reopen_count > 2", "reopen_count GreaterThan [2]")]
    [InlineData("reopen_count = '02'", "reopen_count Equal [2]")]
    [InlineData("reopen_count = 2.0", "reopen_count Equal [2]")]
    [InlineData("cost >= 1.50", "cost GreaterOrEqual [1.50]")]
    [InlineData("cost = 'USD;12.50'", "cost Equal [USD;12.50]")]
    // times
    [InlineData("opened_at > '2026-03-01'", "opened_at GreaterThan [2026-03-01 00:00:00]")]
    [InlineData("opened_at > 2026-03-01T09:15:00+01:00", "opened_at GreaterThan [2026-03-01 08:15:00]")]
    [InlineData("opened_at > '2012-05-25T11:13:29-0500'", "opened_at GreaterThan [2012-05-25 16:13:29]")]
    [InlineData("opened_at > '2018-01-15T00:00:00.000Z'", "opened_at GreaterThan [2018-01-15 00:00:00]")]
    [InlineData("opened_at > '2016-02-06T16:35:36'", "opened_at GreaterThan [2016-02-06 16:35:36]")]
    [InlineData("opened_at > '2026-03-01 08:15'", "opened_at GreaterThan [2026-03-01 08:15:00]")]
    [InlineData("opened_at >= '2026-03-01 08:15:00.5'", "opened_at GreaterOrEqual [2026-03-01 08:15:01]")]
    [InlineData("opened_at < '2026-03-01 08:15:00.5'", "opened_at LessThan [2026-03-01 08:15:01]")]
    [InlineData("opened_at <= '2026-03-01 08:15:00.5'", "opened_at LessOrEqual [2026-03-01 08:15:00]")]
    [InlineData("due = '2026-03-01'", "due Equal [2026-03-01]")]
    [InlineData("due = '2026-03-01T23:00:00-05:00'", "due Equal [2026-03-01]")]
    // choices
    [InlineData("state = 2", "state Equal [2]")]
    [InlineData("state = 'in progress'", "state Equal [2]")]
    [InlineData("state in ('New', 7)", "state In [1] [7]")]
    [InlineData("state = 99", "state Equal [99]")]
    [InlineData("priority <= '2 - high'", "priority LessOrEqual [2]")]
    [InlineData("category = 'INQUIRY / help'", "category Equal [inquiry]")]
    [InlineData("category = 'other'", "category Equal [other]")]
    [InlineData("category = '-- None --'", "category IsEmpty")]
    [InlineData("u_twin = 'same'", "u_twin In [a1] [a2]")]
    [InlineData("u_twin != 'same'", "u_twin NotIn [a1] [a2]")]
    [InlineData("u_twin in ('same', 'Comma')", "(u_twin In [a1] [a2] or u_twin Equal [b,1])")]
    [InlineData("state like '%o%'", "state In [2] [6] [7]")]
    [InlineData("state not like '%o%'", "state NotIn [2] [6] [7]")]
    [InlineData("state not like 'In%'", "state NotEqual [2]")]
    [InlineData("category like 'Soft%'", "(category Equal [software] or category StartsWith [Soft])")]
    // references
    [InlineData("caller_id = '" + Id + "'", "caller_id Equal [" + Id + "]")]
    [InlineData("caller_id = 'Ann Lee'", "caller_id.name Equal [Ann Lee]")]
    [InlineData("caller_id != 'Ann Lee'", "caller_id.name NotEqual [Ann Lee]")]
    [InlineData("caller_id like 'Ann%'", "caller_id.name StartsWith [Ann]")]
    [InlineData("caller_id like '%" + Id + "%'", "caller_id.name Contains [" + Id + "]")]
    [InlineData("caller_id.manager = 'Bo'", "caller_id.manager.name Equal [Bo]")]
    [InlineData("parent = 'INC0010001'", "parent.number Equal [INC0010001]")]
    [InlineData("cmdb_ci = 'srv1'", "cmdb_ci.name Equal [srv1]")]
    [InlineData("caller_id in ('" + Id + "','Bo')", "(caller_id Equal [" + Id + "] or caller_id.name Equal [Bo])")]
    [InlineData("caller_id not in ('" + Id + "','Bo')", "(caller_id NotEqual [" + Id + "] and caller_id.name NotEqual [Bo])")]
    [InlineData("sys_domain = 'global'", "sys_domain Equal [global]")]
    // commas
    [InlineData("number in ('a,b','c','d')", "(number In [c] [d] or number Equal [a,b])")]
    [InlineData("number not in ('a,b','c','d')", "(number NotIn [c] [d] and number NotEqual [a,b])")]
    public async Task Binds(string where, string expected) => Assert.Equal(expected, FilterText.Of(await Bind(CeqlReader.ReadFilter(where)!)));

    [Theory]
    [InlineData("shortdescription = 1", "UnknownField", "dev has no field 'shortdescription' in incident. Did you mean 'short_description'?")]
    [InlineData("Opened = 1", "UnknownField", "Did you mean 'opened_at'?")]
    [InlineData("caller_id.nmae = 1", "UnknownField", "dev has no field 'nmae' in sys_user. Did you mean 'caller_id.name'?")]
    [InlineData("state.name = 1", "UnknownField", "'state' is no reference")]
    [InlineData("zzzzz = 1", "UnknownField", "dev has no field 'zzzzz' in incident.")]
    [InlineData("state = 'In Progres'", "UnknownChoice", "'In Progres' is no choice of state. Did you mean 'In Progress'?")]
    [InlineData("state = 'xyz'", "UnknownChoice", "Its choices are 'New', 'In Progress', 'Resolved', 'Closed'.")]
    [InlineData("state like '%xyz%'", "UnknownChoice", "xyz")]
    [InlineData("active = 'maybe'", "InvalidValue", "'maybe' is no truth value")]
    [InlineData("reopen_count = 'x'", "InvalidValue", "whole number")]
    [InlineData("reopen_count = 1.5", "InvalidValue", "whole number")]
    [InlineData("cost = 'x'", "InvalidValue", "number")]
    [InlineData("opened_at > 'yesterday'", "InvalidValue", "date")]
    [InlineData("opened_at > '03/01/2026'", "InvalidValue", "date")]
    [InlineData("opened_at > '2026-02-30'", "InvalidValue", "date")]
    [InlineData("due > 5", "InvalidValue", "date")]
    [InlineData("u_nameless = 'x'", "InvalidValue", "sys_id of u_nameless")]
    [InlineData("number = 'a^b'", "UnsafeValue", "'a^b'")]
    [InlineData("number = 'x^NQsys_idISNOTEMPTY'", "UnsafeValue", "^")]
    [InlineData("number like '%^%'", "UnsafeValue", "^")]
    [InlineData("number in ('a','^')", "UnsafeValue", "^")]
    [InlineData("number = ' JavaScript:gs.sleep(1)'", "InvalidValue", "script")]
    [InlineData("number < '=5'", "InvalidValue", "'<'")]
    [InlineData("opened_at like '2026%'", "FilterNotTranslatable", "opened_at")]
    [InlineData("comments like '%x%'", "FilterNotTranslatable", "journal")]
    [InlineData("u_secret = 'x'", "FilterNotTranslatable", "encrypted")]
    [InlineData("number < ''", "InvalidQuery", "empty")]
    public async Task Refuses(string where, string reason, string part)
    {
        ElementException error = await Assert.ThrowsAsync<ElementException>(() => Bind(CeqlReader.ReadFilter(where)!));
        Assert.Equal(reason, error.Reason);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_values_become_wire_text()
    {
        DateTime utc = new(2026, 3, 1, 8, 15, 0, DateTimeKind.Utc);
        Assert.Equal("opened_at GreaterThan [2026-03-01 08:15:00]", FilterText.Of(await Bind(Term("opened_at", FilterOperator.GreaterThan, utc))));
        Assert.Equal("opened_at GreaterThan [2026-03-01 08:15:00]", FilterText.Of(await Bind(Term("opened_at", FilterOperator.GreaterThan, utc.ToLocalTime()))));
        Assert.Equal("opened_at Equal [2026-03-01 08:15:00]", FilterText.Of(await Bind(Term("opened_at", FilterOperator.Equal, new DateTimeOffset(utc).ToOffset(TimeSpan.FromHours(3))))));
        Assert.Equal("due Equal [2026-03-01]", FilterText.Of(await Bind(Term("due", FilterOperator.Equal, new DateTime(2026, 3, 1)))));
        Assert.Equal("active Equal [false]", FilterText.Of(await Bind(Term("active", FilterOperator.Equal, false))));
        Assert.Equal("reopen_count Equal [3]", FilterText.Of(await Bind(Term("reopen_count", FilterOperator.Equal, 3.0))));
        Assert.Equal("number Equal [1.5]", FilterText.Of(await Bind(Term("number", FilterOperator.Equal, 1.5))));
    }

    [Fact]
    public async Task Opposite_of_an_order_takes_empty_columns_in() => Assert.Equal(
        "(reopen_count GreaterOrEqual [3] or reopen_count IsEmpty)",
        FilterText.Of(await Bind(new FilterNot(Term("reopen_count", FilterOperator.LessThan, 3)))));

    [Fact]
    public async Task Empty_list_is_refused() => Assert.Contains(
        "an empty list",
        (await Assert.ThrowsAsync<ElementException>(() => Bind(new FilterTerm("number", FilterOperator.In, [])))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Stops_when_asked()
    {
        CallContext stopped = CallContext.None.With(new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FilterBinder.BindAsync(Term("number", FilterOperator.Equal, "x"), FakeSchema.Incident, new FakeSchema(), stopped, "dev"));
    }

    private static FilterTerm Term(string field, FilterOperator comparison, object value) => new(field, comparison, [value]);

    private static Task<FilterNode> Bind(FilterNode filter) =>
        FilterBinder.BindAsync(filter, FakeSchema.Incident, new FakeSchema(), CallContext.None, "dev");
}

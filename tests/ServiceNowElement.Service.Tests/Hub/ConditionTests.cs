using System.Net;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>CEQL over real HTTP: contract cloud-elements-api §10.2, §10.3.</summary>
public sealed class ConditionTests(SharedHubBench shared) : IClassFixture<SharedHubBench>
{
    private readonly HubBench _bench = shared.Bench;

    [Theory]
    [InlineData("short_description='Pat O''Reilly'", 1)]
    [InlineData("short_description='Pat O'Reilly'", 1)]
    [InlineData("short_description = `alpha beta`", 1)]
    [InlineData("short_description LIKE 'alpha%'", 2)]
    [InlineData("short_description like '%beta'", 1)]
    [InlineData("short_description Like '%beta%'", 3)]
    [InlineData("short_description LIKE 'alpha beta'", 1)]
    [InlineData("short_description LIKE 'alpha%gamma'", 1)]
    [InlineData("short_description LIKE 'alpha%beta%gamma'", 1)]
    [InlineData("short_description LIKE '%alpha%beta%'", 2)]
    [InlineData("short_description NOT LIKE 'alpha%'", 4)]
    [InlineData("short_description NOT LIKE '%alpha%beta%'", 4)]
    [InlineData("short_description NOT LIKE '%beta%'", 3)]
    [InlineData("short_description IN ('alpha beta','beta alpha')", 2)]
    [InlineData("short_description not in ('alpha beta','beta alpha')", 4)]
    [InlineData("short_description IS NULL", 1)]
    [InlineData("short_description=''", 1)]
    [InlineData("short_description IS NOT NULL", 5)]
    [InlineData("short_description!='alpha beta'", 5)]
    [InlineData("short_description<>'alpha beta'", 5)]
    [InlineData("short_description='alpha beta' OR short_description='beta alpha'", 2)]
    [InlineData("(short_description='alpha beta' or short_description='beta alpha') and active=true", 2)]
    [InlineData("short_description LIKE '%O''R%'", 1)]
    [InlineData("short_description LIKE '%off_line'", 1)]
    [InlineData("sys_created_on>='2016-02-06T16:35:36'", 6)]
    [InlineData("sys_created_on>='2016-02-06T16:35:36.000Z'", 6)]
    [InlineData("sys_created_on>2016-02-06T16:35:36-06:00", 6)]
    [InlineData("sys_created_on<'2012-05-25T11:13:29-0500'", 0)]
    [InlineData("active='true'", 6)]
    [InlineData("active = true  ", 6)]
    public async Task Finds_exactly_what_was_asked_for(string where, int count)
    {
        HubReply reply = (await _bench.GetAsync("incidents?where=" + Uri.EscapeDataString($"correlation_display='seeded' AND ({where})"))).Expect(HttpStatusCode.OK);
        Assert.Equal(count, reply.Rows.Count);
    }

    [Theory]
    [InlineData("where=", 66)]
    [InlineData("where=%20", 66)]
    [InlineData("where=short_description+%3D+%27alpha+beta%27", 1)]
    [InlineData("where=short_description='alpha%20beta'&q=whatever", 1)]
    public async Task The_parameter_is_decoded_once(string query, int count) =>
        Assert.Equal(count, (await _bench.GetAsync("incidents?" + query)).Expect(HttpStatusCode.OK).Rows.Count);

    [Theory]
    [InlineData("no_such_column='x'")]
    [InlineData("caller_id.no_such_column='x'")]
    [InlineData("short_description=\"x\"")]
    [InlineData("short_description='x")]
    [InlineData("short_description")]
    [InlineData("short_description='x' and")]
    [InlineData("short_description in ()")]
    [InlineData("opened_at>'yesterday'")]
    [InlineData("short_description='a^ORactive=true'")]
    [InlineData("no_such_column NOT LIKE 'x%'")]
    [InlineData("caller_id LIKE 'a%b%c'")]
    [InlineData("short_description LIKE 'a%b%c' or active=true")]
    public async Task What_would_widen_the_query_is_400_and_nothing_is_asked(string where)
    {
        _bench.Simulator.ClearLog();
        (await _bench.GetAsync("incidents?where=" + Uri.EscapeDataString(where))).Expect(HttpStatusCode.BadRequest);
        Assert.DoesNotContain(_bench.Simulator.Log, entry => entry.Path.EndsWith("/table/incident", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short_description LIKE '%a%e%'", "")]
    [InlineData("short_description NOT LIKE 'a%'", "&orderBy=short_description")]
    [InlineData("short_description LIKE '%a%e%'", "&fields=number,sys_id")]
    public async Task Pages_of_a_list_that_is_filtered_here_fit_together(string where, string more)
    {
        string path = $"incidents?where={Uri.EscapeDataString(where)}{more}";
        HubReply all = (await _bench.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.True(all.Rows.Count > 7);
        Assert.Null(all.Token);
        List<string> byToken = [];
        List<string> byPage = [];
        string? token = null;
        int page = 1;
        do
        {
            HubReply next = (await _bench.GetAsync($"{path}&pageSize=3" + (token == null ? string.Empty : "&nextPage=" + Uri.EscapeDataString(token)))).Expect(HttpStatusCode.OK);
            byToken.AddRange(next.Values("sys_id"));
            byPage.AddRange((await _bench.GetAsync($"{path}&pageSize=3&page={page++}")).Values("sys_id"));
            token = next.Token;
        }
        while (token != null);

        Assert.Equal(all.Values("sys_id"), byToken);
        Assert.Equal(all.Values("sys_id"), byPage);
    }
}

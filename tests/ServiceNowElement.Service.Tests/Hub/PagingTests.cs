using System.Globalization;
using System.Net;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Hub;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Pages, order and members: contract cloud-elements-api §9.</summary>
public sealed class PagingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("&orderBy=state")]
    [InlineData("&orderBy=state desc,priority")]
    [InlineData("&where=active='true'")]
    public async Task Two_pages_are_one_of_twice_the_size_across_separate_calls(string more)
    {
        await using HubBench bench = await HubBench.StartAsync(60);
        bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "unstable-sort", Times = 0 });

        HubReply first = (await bench.GetAsync("incidents?pageSize=7&page=1" + more)).Expect(HttpStatusCode.OK);
        HubReply second = (await bench.GetAsync("incidents?pageSize=7&page=2" + more)).Expect(HttpStatusCode.OK);
        HubReply both = (await bench.GetAsync("incidents?pageSize=14" + more)).Expect(HttpStatusCode.OK);

        Assert.Equal(both.Text, first.Text[..^1] + "," + second.Text[1..]);
    }

    [Fact]
    public async Task The_whole_list_is_fetched_by_its_tokens_and_ends_without_one()
    {
        await using HubBench bench = await HubBench.StartAsync(53);
        List<string> ids = [];
        string path = "incidents?pageSize=10&fields=sys_id";
        string? token = null;
        do
        {
            HubReply page = (await bench.GetAsync(token == null ? path : $"{path}&nextPage={Uri.EscapeDataString(token)}&page=1")).Expect(HttpStatusCode.OK);
            Assert.Equal("53", page.Header("Elements-Total-Count"));
            Assert.Equal(page.Rows.Count, int.Parse(page.Header("Elements-Returned-Count")!, CultureInfo.InvariantCulture));
            ids.AddRange(page.Values("sys_id"));
            token = page.Token;
        }
        while (token != null);

        Assert.Equal(bench.Simulator.SysIds("incident"), ids);
    }

    [Fact]
    public async Task Rows_hidden_from_the_user_do_not_end_a_list_early()
    {
        await using HubBench bench = await HubBench.StartAsync(100);
        IReadOnlyList<string> all = bench.Simulator.SysIds("incident");
        bench.Simulator.Knobs.HiddenFrom = all[20];
        bench.Simulator.Knobs.HiddenBelow = all[70];
        bench.Simulator.Knobs.HiddenShare = 1;
        List<string> ids = [];
        string? token = null;
        do
        {
            HubReply page = (await bench.GetAsync("incidents?pageSize=10&fields=sys_id" + (token == null ? string.Empty : "&nextPage=" + Uri.EscapeDataString(token)))).Expect(HttpStatusCode.OK);
            Assert.NotEmpty(page.Rows);
            ids.AddRange(page.Values("sys_id"));
            token = page.Token;
        }
        while (token != null);

        Assert.Equal([.. all.Take(20), .. all.Skip(70)], ids);
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_empty()
    {
        await using HubBench bench = await HubBench.StartAsync(5);

        Assert.Equal("[]", (await bench.GetAsync("incidents?page=7")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("[]", (await bench.GetAsync("incidents?page=2147483647&pageSize=200")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_page_larger_than_the_largest_is_lowered_and_says_so()
    {
        await using HubBench bench = await HubBench.StartAsync(250);

        HubReply page = (await bench.GetAsync("incidents?pageSize=5000&fields=sys_id")).Expect(HttpStatusCode.OK);

        Assert.Equal(200, page.Rows.Count);
        Assert.Contains("200", page.Header("Elements-Error")!, StringComparison.Ordinal);
        Assert.Null((await bench.GetAsync("incidents?pageSize=200&fields=sys_id")).Header("Elements-Error"));
    }

    [Fact]
    public async Task The_largest_page_is_the_instances_own()
    {
        await using HubBench bench = await HubBench.StartAsync(60, "\"pagination.max\":\"50\"");
        Assert.Equal(50, (await bench.GetAsync("incidents?fields=sys_id")).Expect(HttpStatusCode.OK).Rows.Count);
    }

    [Fact]
    public async Task Named_members_are_the_only_ones()
    {
        await using HubBench bench = await HubBench.StartAsync(5);

        HubReply list = (await bench.GetAsync("incidents?fields=number,caller_id.name&orderBy=number")).Expect(HttpStatusCode.OK);
        HubReply one = (await bench.GetAsync($"incidents/{bench.Simulator.SysIds("incident")[0]}?fields=number")).Expect(HttpStatusCode.OK);

        Assert.All(list.Rows, row => Assert.Equal(["caller_id.name", "number"], row.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(["number"], one.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(list.Values("number").Order(StringComparer.Ordinal), list.Values("number"));
    }

    [Fact]
    public async Task Requests_of_one_instance_run_side_by_side()
    {
        await using HubBench bench = await HubBench.StartAsync(300);

        HubReply[] replies = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => bench.GetAsync($"incidents?pageSize=7&page={i}&fields=sys_id")));

        Assert.Equal(bench.Simulator.SysIds("incident").Take(280), replies.SelectMany(reply => reply.Expect(HttpStatusCode.OK).Values("sys_id")));
    }

    [Theory]
    [InlineData("eyJwYWdlU2l6ZSI6MiwicGFnZSI6Mn0=", 2, 2, 2, 0)]
    [InlineData("eyJsaW1pdCI6MiwicGFnZVNpemUiOjIsInBhZ2UiOjN9", 2, 3, 4, 0)]
    [InlineData("eyJwYWdlU2l6ZSI6MiwicGFnZSI6Mn0", 2, 2, 2, 0)]
    public void Tokens_of_the_platform_are_read(string text, int size, int page, long offset, int skip) =>
        Assert.Equal(new PageToken(size, page, offset, skip), PageToken.Read(text));

    [Fact]
    public void Tokens_of_our_own_survive()
    {
        foreach (PageToken token in new[] { new PageToken(10, 3, 20), new PageToken(10, 3, 400, 7), new PageToken(1, int.MaxValue, long.MaxValue) })
        {
            Assert.Equal(token, PageToken.Read(token.ToString()));
        }

        Assert.Equal("eyJwYWdlU2l6ZSI6MiwicGFnZSI6Mn0=", new PageToken(2, 2, 2).ToString());
        Assert.Throws<ApiException>(() => PageToken.Read(new string('A', 5000)));
    }
}

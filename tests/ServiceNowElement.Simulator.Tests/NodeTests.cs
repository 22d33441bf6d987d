using System.Net;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Several nodes: each has its own pool and its own count of the rate rule until they are merged (contract servicenow-rest §6.1, §6.3).</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private readonly List<HttpClient> _clients = [];
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync(20);

    public ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        return _instance.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    public async Task A_burst_overruns_the_rule_until_the_counts_are_merged(int nodes, int served)
    {
        _instance.Host.Knobs.Nodes = nodes;
        _instance.Host.Knobs.RatePerHour = 5;
        _instance.Host.Knobs.RateMergeSeconds = 600;

        // The hour of the rule must not end while the test runs.
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(70 - _instance.Host.Now.Minute));
        HttpClient[] lanes = [Lane(), Lane()];
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 20; i++)
        {
            statuses.Add(await AskAsync(lanes[i % 2]));
        }

        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(601));
        HttpStatusCode merged = await AskAsync(Lane());
        _instance.Host.AdvanceClock(TimeSpan.FromHours(1));

        Assert.Equal(served, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(served, statuses.TakeWhile(status => status == HttpStatusCode.OK).Count());
        Assert.Equal(HttpStatusCode.TooManyRequests, merged);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(lanes[0]));
    }

    [Fact]
    public async Task A_merge_in_the_middle_of_a_burst_ends_it()
    {
        _instance.Host.Knobs.Nodes = 2;
        _instance.Host.Knobs.RatePerHour = 6;
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(70 - _instance.Host.Now.Minute));
        HttpClient[] lanes = [Lane(), Lane()];
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(lanes[i % 2]));
        }

        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(31));

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(lanes[0]));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 0)]
    public async Task Each_node_has_a_pool_of_its_own(int nodes, int refused)
    {
        _instance.Host.Knobs.Nodes = nodes;
        _instance.Host.Knobs.PoolLanes = 3;
        _instance.Host.Knobs.PoolQueue = 0;
        HttpClient[] lanes = [.. Enumerable.Range(0, 6).Select(_ => Lane())];
        foreach (HttpClient lane in lanes)
        {
            await AskAsync(lane);
        }

        // Long enough for all to meet.
        _instance.Host.Knobs.TimeScale = 100;

        HttpStatusCode[] statuses = await Task.WhenAll(lanes.Select(AskAsync));

        Assert.Equal(refused, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(nodes == 1 ? 4 : 6, _instance.Host.MostInFlight);
    }

    private HttpClient Lane()
    {
        var client = new HttpClient { BaseAddress = _instance.Host.Url };
        client.DefaultRequestHeaders.Authorization = _instance.Client.DefaultRequestHeaders.Authorization;
        _clients.Add(client);
        return client;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient lane)
    {
        using HttpResponseMessage response = await lane.GetAsync("api/now/v2/table/u_gauge?sysparm_limit=1");
        return response.StatusCode;
    }
}

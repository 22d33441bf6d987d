namespace ServiceNowElement.Module.Tests;

/// <summary>Through a proxy, and when it asks who one is.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(30, connect: false);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_request_goes_through_the_proxy()
    {
        await using var proxy = new ForwardProxy();
        _bench.Runspace.SessionStateProxy.SetVariable("proxy", proxy.Url);

        Assert.Equal(30, _bench.Run("$null = Connect-CEServiceNow $url $credential -Proxy $proxy; Get-CERecord incident -Property number").Count);

        Assert.Equal(_bench.Simulator.Log.Count, proxy.Seen.Count);
        Assert.All(proxy.Seen, line => Assert.Contains(_bench.Simulator.Url.Authority, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_named()
    {
        await using var proxy = new ForwardProxy(refuses: true);
        _bench.Runspace.SessionStateProxy.SetVariable("proxy", proxy.Url);

        Outcome outcome = _bench.Try("Connect-CEServiceNow $url $credential -Proxy $proxy");

        Assert.Equal("ProxyRefused", outcome.ErrorId);
        Assert.Contains("-ProxyUseDefaultCredentials", outcome.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_bench.Simulator.Log);
        Assert.Single(proxy.Seen);
    }
}

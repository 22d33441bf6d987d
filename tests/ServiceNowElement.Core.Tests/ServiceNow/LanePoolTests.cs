using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>How many lanes are handed out, and to whom (contract servicenow-rest §6.3).</summary>
public sealed class LanePoolTests : IDisposable
{
    private readonly LanePool _pool = new(new LaneSettings(new Uri("http://127.0.0.1/"), null, null, false), 4, 8);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task Quick_answers_bring_more_lanes_up_to_the_most()
    {
        await AnswerAsync(200);
        Assert.Equal(8, await FreeAsync());
    }

    [Fact]
    public async Task Requests_of_one_jam_halve_once()
    {
        int jam = _pool.Jams;
        _pool.Halve(jam);
        _pool.Halve(jam);
        Assert.Equal(2, await FreeAsync());

        _pool.Halve(_pool.Jams);
        Assert.Equal(1, await FreeAsync());
    }

    [Fact]
    public async Task After_a_jam_lanes_grow_again_slowly()
    {
        _pool.Halve(_pool.Jams);
        await AnswerAsync(40);
        Assert.Equal(2, await FreeAsync());
        await AnswerAsync(200);
        Assert.Equal(8, await FreeAsync());
    }

    [Fact]
    public async Task After_an_overload_they_do_not_grow_beyond_the_half()
    {
        _pool.Halve(_pool.Jams, overloaded: true);
        await AnswerAsync(1000);
        Assert.Equal(2, await FreeAsync());
    }

    [Fact]
    public async Task Who_asked_first_is_served_first()
    {
        List<Lane> taken = await TakeAsync(4);
        Task<Lane>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => _pool.RentAsync(CancellationToken.None))];
        for (int i = 0; i < 3; i++)
        {
            _pool.Return(taken[i], null);
            Task<Lane> late = _pool.RentAsync(CancellationToken.None);

            await waiting[i].WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.False(late.IsCompleted);
        }
    }

    [Fact]
    public async Task Who_gives_up_leaves_its_turn_to_the_next()
    {
        List<Lane> taken = await TakeAsync(4);
        using var stop = new CancellationTokenSource();
        Task<Lane> first = _pool.RentAsync(stop.Token);
        Task<Lane> second = _pool.RentAsync(CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _pool.Return(taken[0], null);

        Assert.Same(taken[0], await second.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_waits_for_a_pool_that_is_gone()
    {
        await TakeAsync(4);
        Task<Lane> waiting = _pool.RentAsync(CancellationToken.None);
        _pool.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _pool.RentAsync(CancellationToken.None));
    }

    private async Task AnswerAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _pool.Return(await _pool.RentAsync(CancellationToken.None), 0.1);
        }
    }

    private async Task<List<Lane>> TakeAsync(int count)
    {
        var lanes = new List<Lane>();
        for (int i = 0; i < count; i++)
        {
            lanes.Add(await _pool.RentAsync(CancellationToken.None));
        }

        return lanes;
    }

    private async Task<int> FreeAsync()
    {
        var lanes = new List<Lane>();
        using var stop = new CancellationTokenSource();
        Task<Lane> next;
        while ((next = _pool.RentAsync(stop.Token)).IsCompletedSuccessfully)
        {
            lanes.Add(await next);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        lanes.ForEach(lane => _pool.Return(lane, null));
        return lanes.Count;
    }
}

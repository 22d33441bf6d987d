using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>What lanes do when the instance cannot take more (contract servicenow-rest §6.1, §6.3).</summary>
public sealed class PauseTests : EdgeCaseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task All_lanes_pause_together_under_Retry_After(int lanes)
    {
        using var clock = new HeldClock();
        using IElement element = Bench.Open(Simulator, new DirectElementOptions { Clock = clock, MaxConcurrency = lanes });
        await element.GetSchemaAsync("incident", Bench.Call);
        Simulator.Knobs.RequestMilliseconds = 5;
        Simulator.ClearLog();
        Arm("r429-seconds", skip: 4, times: 1, after: 30);
        int rows = 0;

        // More calls than lanes, so that some are waiting for one when the pause begins.
        Task[] reads = [.. Enumerable.Range(0, 6).Select(_ => element.FindAsync(All(), page => { Interlocked.Add(ref rows, page.Records.Count); return Task.CompletedTask; }, Bench.Call))];
        await clock.Paused.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        // What was under way ends; nothing new is sent until the time has come.
        await Bench.Element.PingAsync(Bench.Call);
        double paused = Simulator.Log.Single(entry => entry.Status == 429).Finished;
        for (int calm = 0, seen = -1; calm < 20; calm = Simulator.Log.Count == seen ? calm + 1 : 0)
        {
            seen = Simulator.Log.Count;
            await Bench.Element.PingAsync(Bench.Call);
            seen++;
        }

        double latest = Simulator.Log.Where(entry => entry.Table == "incident").Max(entry => entry.Started);
        Assert.All(reads, read => Assert.False(read.IsCompleted));
        Assert.InRange(Simulator.Log.Count(entry => entry.Table == "incident" && entry.Started > paused), 0, lanes);
        clock.Release();
        await Task.WhenAll(reads);

        Assert.Equal(6 * Rows, rows);
        Assert.True(latest < Simulator.Log.Where(entry => entry.Table == "incident").Max(entry => entry.Started));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_429_without_Retry_After_no_more_are_under_way_than_the_pool_has_lanes(int poolLanes)
    {
        using IElement element = Bench.Open(Simulator, new DirectElementOptions { Clock = Bench, MaxConcurrency = 8 });
        await element.GetSchemaAsync("incident", Bench.Call);
        Simulator.ClearLog();
        Simulator.Knobs.PoolLanes = poolLanes;
        Simulator.Knobs.PoolQueue = 0;
        Simulator.Knobs.TimeScale = 0.01;

        // Full pages enough for the lanes to grow again, if they would.
        for (int round = 0; round < 6; round++)
        {
            foreach (List<Model.Record> rows in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync(All(ValueMode.Raw, "number"), element))))
            {
                AssertWhole(rows);
            }
        }

        // Without a queue a request is refused exactly when more are under way than have a place: in the first rush, and never again.
        List<RequestLogEntry> log = [.. Log.OrderBy(entry => entry.Started)];
        Assert.InRange(log.FindLastIndex(entry => entry.Status == 429), 1, log.Count / 4);
        Assert.InRange(log.Count(entry => entry.Status == 429), 1, 8);
    }

    /// <summary>A clock whose long waits last until the test lets go; short ones are over at once.</summary>
    private sealed class HeldClock : IClock, IDisposable
    {
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SkippingClock _clock = new();

        internal Task Paused => _paused.Task;

        public DateTimeOffset UtcNow => _clock.UtcNow;

        public async Task DelayAsync(TimeSpan duration, CancellationToken token)
        {
            if (duration > TimeSpan.FromSeconds(10))
            {
                _paused.TrySetResult();
                await _release.Task.WaitAsync(token);
            }

            await _clock.DelayAsync(duration, token);
        }

        public void Dispose() => _release.TrySetCanceled();

        internal void Release() => _release.TrySetResult();
    }
}

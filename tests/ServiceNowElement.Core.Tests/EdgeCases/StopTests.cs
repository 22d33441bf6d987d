using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>A stop at every place where a call waits, speaks or hands over: the call ends as stopped, and the element works on.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private SimulatorHost _simulator = null!;

    public async ValueTask InitializeAsync() => _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 1500 });

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Theory]
    [InlineData("read")]
    [InlineData("ordered")]
    [InlineData("create")]
    [InlineData("note")]
    [InlineData("batch")]
    public async Task Stopped_anywhere(string what)
    {
        string note = _simulator.SysIds("incident")[7];
        int places = int.MaxValue;
        for (int place = 1; place <= places; place++)
        {
            _simulator.ClearFaults();
            _simulator.ArmFault(new SimulatorFault { Name = "quota500", Table = "incident", Method = "GET", Skip = 1, Times = 1 });
            _simulator.ArmFault(new SimulatorFault { Name = "reset-before-executed", Method = what == "note" ? "PATCH" : "POST", Times = 1 });
            int before = _simulator.CountRows("incident");
            using var probe = new Probe(place);
            using IElement element = Bench.Open(_simulator, new DirectElementOptions { Clock = probe, MaxConcurrency = 2 });
            var call = new CallContext(probe, probe.Token);
            try
            {
                await RunAsync(what, element, note, call, probe);
                Assert.True(what is not ("read" or "ordered") || probe.Rows == before, "A read that was stopped must not look complete.");
                places = Math.Min(places, probe.Count);
            }
            catch (OperationCanceledException stopped)
            {
                Assert.True(probe.IsStopped);
                Assert.Equal(probe.Token, stopped.CancellationToken);
            }

            // The lanes were given back: more calls than lanes go through.
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => element.PingAsync(CallContext.None))).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            Assert.InRange(_simulator.CountRows("incident") - before, 0, what == "batch" ? 6 : 1);
        }

        Assert.InRange(places, 3, 200);
    }

    private static Task RunAsync(string what, IElement element, string note, CallContext call, Probe probe)
    {
        Task Page(RecordPage page)
        {
            probe.Rows += page.Records.Count;
            probe.Pass();
            return Task.CompletedTask;
        }

        Dictionary<string, object?> values = new() { ["short_description"] = "stop" };
        return what switch
        {
            "read" => element.FindAsync(new RecordQuery { Object = "incident", Fields = ["number"] }, Page, call),
            "ordered" => element.FindAsync(new RecordQuery { Object = "incident", Fields = ["number"], OrderBy = [new SortTerm("number", false)] }, Page, call),
            "create" => element.CreateAsync("incident", values, call),
            "note" => element.UpdateAsync("incident", note, new Dictionary<string, object?> { ["work_notes"] = Guid.NewGuid().ToString() }, call),
            _ => element.WriteAsync([.. Enumerable.Range(0, 6).Select(_ => RecordWrite.Create("incident", values))], (_, outcome) => Assert.True(outcome.Error == null || outcome.Error.Reason == ErrorCatalog.WriteOutcomeUnknown.Id), call),
        };
    }

    /// <summary>Counts the places a call passes, and stops it at one of them.</summary>
    private sealed class Probe(int place) : IDiagnostics, IClock, IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly SkippingClock _clock = new();
        private int _count;

        internal CancellationToken Token => _stop.Token;

        internal int Count => Volatile.Read(ref _count);

        internal int Rows { get; set; }

        internal bool IsStopped => _stop.IsCancellationRequested;

        public DateTimeOffset UtcNow => _clock.UtcNow;

        public void Verbose(string text) => Pass();

        public void Warning(string text) => Pass();

        public void Progress(ProgressUpdate update) => Pass();

        public Task DelayAsync(TimeSpan duration, CancellationToken token)
        {
            Pass();
            return _clock.DelayAsync(duration, token);
        }

        public void Dispose() => _stop.Dispose();

        internal void Pass()
        {
            if (Interlocked.Increment(ref _count) == place)
            {
                _stop.Cancel();
            }
        }
    }
}

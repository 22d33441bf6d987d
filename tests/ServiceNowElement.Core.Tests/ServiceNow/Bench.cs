using System.Collections.Concurrent;
using System.Net;
using System.Security;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>A simulator with an element on it, and a clock that does not wait.</summary>
internal sealed class Bench : IAsyncDisposable, IDiagnostics, IClock
{
    private Bench(SimulatorHost simulator)
    {
        Simulator = simulator;
        Element = Open(simulator, "admin", "admin", this);
        Call = new CallContext(this, TestContext.Current.CancellationToken);
    }

    internal SimulatorHost Simulator { get; }

    internal IElement Element { get; }

    internal CallContext Call { get; }

    internal ConcurrentQueue<string> Warnings { get; } = new();

    internal ConcurrentQueue<string> Verboses { get; } = new();

    internal TimeSpan Waited { get; private set; }

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow + Waited;

    internal static async Task<Bench> StartAsync(int incidents) => new(await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents }));

    internal static IElement Open(SimulatorHost simulator, string user, string password, IClock? clock = null) =>
        new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential(user, Secret(password)), clock == null ? null : new DirectElementOptions { Clock = clock });

    internal static IElement Open(SimulatorHost simulator, DirectElementOptions options) =>
        new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential("admin", Secret("admin")), options);

    internal static IElement OpenOAuth(SimulatorHost simulator) =>
        new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new OAuthPasswordCredential("client", Secret("secret"), "admin", Secret("admin")));

    internal async Task<(List<string> Ids, ReadSummary Summary)> ReadIdsAsync(RecordQuery query)
    {
        var ids = new List<string>();
        ReadSummary summary = await Element.FindAsync(
            query,
            page =>
            {
                ids.AddRange(page.Records.Select(row => row.SysId));
                return Task.CompletedTask;
            },
            Call);
        return (ids, summary);
    }

    public Task DelayAsync(TimeSpan duration, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Waited += duration;
        return Task.CompletedTask;
    }

    public void Verbose(string text) => Verboses.Enqueue(text);

    public void Warning(string text) => Warnings.Enqueue(text);

    public void Progress(ProgressUpdate update)
    {
    }

    public async ValueTask DisposeAsync()
    {
        Element.Dispose();
        await Simulator.DisposeAsync();
    }

    private static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}

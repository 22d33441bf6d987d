using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>A clock whose waits are over at once: time passes by their length.</summary>
internal sealed class SkippingClock : IClock
{
    private long _skipped;

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow.AddTicks(Interlocked.Read(ref _skipped));

    public Task DelayAsync(TimeSpan duration, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Interlocked.Add(ref _skipped, duration.Ticks);
        return Task.CompletedTask;
    }
}

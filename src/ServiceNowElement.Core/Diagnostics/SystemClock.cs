namespace ServiceNowElement.Diagnostics;

internal sealed class SystemClock : IClock
{
    internal static SystemClock Instance { get; } = new();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public Task DelayAsync(TimeSpan duration, CancellationToken token) => Task.Delay(duration, token);
}

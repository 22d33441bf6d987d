namespace ServiceNowElement.Simulator.Api;

/// <summary>One HTTP session and its queue. It keeps to one node.</summary>
internal sealed class Session(string id, int node)
{
    internal int Waiting;

    private long _lastUsed;

    internal string Id { get; } = id;

    internal int Node { get; } = node;

    internal DateTime LastUsed
    {
        get => new(Interlocked.Read(ref _lastUsed), DateTimeKind.Utc);
        set => Interlocked.Exchange(ref _lastUsed, value.Ticks);
    }

    // Lives as long as the simulator; nothing waits on its handle.
    internal SemaphoreSlim Turn { get; } = new(1, 1);
}

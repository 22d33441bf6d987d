namespace ServiceNowElement.Simulator.Api;

/// <summary>One HTTP session and its queue.</summary>
internal sealed class Session(string id)
{
    internal int Waiting;

    internal string Id { get; } = id;

    // Lives as long as the simulator; nothing waits on its handle.
    internal SemaphoreSlim Turn { get; } = new(1, 1);
}

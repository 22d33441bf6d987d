namespace ServiceNowElement.Simulator.Store;

/// <summary>What the instance does later by its own clock: transforms, tasks of a flow. It is done before the first request after its time.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTime Due, long Order)> _entries = new();
    private long _order;

    internal void Add(DateTime due, Action work)
    {
        lock (_entries)
        {
            _entries.Enqueue(work, (due, _order++));
        }
    }

    /// <summary>Does everything whose time has come, in the order of its times.</summary>
    internal void Run(Database data)
    {
        DateTime now = data.Now;
        if (!IsDue(now))
        {
            return;
        }

        data.Gate.EnterWriteLock();
        try
        {
            while (Next(now) is { } work)
            {
                work();
            }
        }
        finally
        {
            data.Gate.ExitWriteLock();
        }
    }

    private bool IsDue(DateTime now)
    {
        lock (_entries)
        {
            return _entries.TryPeek(out _, out (DateTime Due, long Order) first) && first.Due <= now;
        }
    }

    private Action? Next(DateTime now)
    {
        lock (_entries)
        {
            return IsDue(now) ? _entries.Dequeue() : null;
        }
    }
}

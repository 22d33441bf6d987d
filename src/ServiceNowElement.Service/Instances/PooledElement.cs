namespace ServiceNowElement.Service.Instances;

/// <summary>An open element with the number of its users; it is closed when it was taken out of the pool and the last user left.</summary>
internal sealed class PooledElement(IElement element, string stamp)
{
    private readonly Lock _gate = new();
    private int _users;
    private bool _retired;

    internal IElement Element { get; } = element;

    internal string Stamp { get; } = stamp;

    /// <summary>Gets the time stamp of the last use.</summary>
    internal long LastUse { get; private set; }

    internal bool TryUse(long now)
    {
        lock (_gate)
        {
            if (_retired)
            {
                return false;
            }

            _users++;
            LastUse = now;
            return true;
        }
    }

    internal void Release()
    {
        bool close;
        lock (_gate)
        {
            close = --_users == 0 && _retired;
        }

        if (close)
        {
            Element.Dispose();
        }
    }

    /// <summary>Takes no new users; with <paramref name="onlyIdleBefore"/> only when it is idle since then.</summary>
    internal bool Retire(long? onlyIdleBefore = null)
    {
        bool close;
        lock (_gate)
        {
            if (_retired || (onlyIdleBefore != null && (_users > 0 || LastUse > onlyIdleBefore)))
            {
                return false;
            }

            _retired = true;
            close = _users == 0;
        }

        if (close)
        {
            Element.Dispose();
        }

        return true;
    }
}

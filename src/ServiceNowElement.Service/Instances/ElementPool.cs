using System.Collections.Concurrent;

namespace ServiceNowElement.Service.Instances;

/// <summary>One open element per instance: opened at the first call, closed on change, deletion and idleness.</summary>
internal sealed class ElementPool(IElementSource source, ServiceOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, PooledElement> _open = new();
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _gates = new();

    /// <summary>Lends the instance's element.</summary>
    internal async ValueTask<ElementLease> RentAsync(OpenInstance instance, CancellationToken token)
    {
        long id = instance.Info.Id;
        if (TryRent(id, instance.Stamp) is { } ready)
        {
            return ready;
        }

        SemaphoreSlim gate = _gates.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(token);
        try
        {
            if (TryRent(id, instance.Stamp) is { } made)
            {
                return made;
            }

            // Another stamp means that the configuration was changed, here or by another process.
            Forget(id);
            return Adopt(id, instance.Stamp, await source.OpenAsync(id, token));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Closes the instance's element; calls under way end first.</summary>
    internal void Forget(long instanceId)
    {
        if (_open.TryRemove(instanceId, out PooledElement? old))
        {
            old.Retire();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (long id in _open.Keys)
        {
            Forget(id);
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_sweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            long before = time.GetTimestamp() - (long)(options.ElementIdleTime.TotalSeconds * time.TimestampFrequency);
            foreach ((long id, PooledElement pooled) in _open)
            {
                if (pooled.Retire(before))
                {
                    _open.TryRemove(new KeyValuePair<long, PooledElement>(id, pooled));
                }
            }
        }
    }

    private ElementLease? TryRent(long id, string stamp) =>
        _open.TryGetValue(id, out PooledElement? known) && known.Stamp == stamp && known.TryUse(time.GetTimestamp()) ? new ElementLease(known) : null;

    private ElementLease Adopt(long id, string stamp, IElement element)
    {
        var pooled = new PooledElement(element, stamp);
        pooled.TryUse(time.GetTimestamp());
        _open[id] = pooled;
        return new ElementLease(pooled);
    }
}

using System.Collections.Concurrent;

namespace ServiceNowElement.Service.Tenants;

/// <summary>
/// Remembers what was found for a while. What is not found is not remembered, so that guessed secrets cannot fill the memory.
/// After <see cref="Clear"/> nothing that was read before it comes back, not even from a load that was under way.
/// </summary>
internal sealed class TimedCache<T>(TimeSpan keeps, TimeProvider time)
    where T : class
{
    private readonly ConcurrentDictionary<string, (T Value, long Until)> _found = new(StringComparer.Ordinal);
    private int _generation;

    internal ValueTask<T?> GetAsync(string key, Func<string, CancellationToken, Task<T?>> load, CancellationToken token) =>
        _found.TryGetValue(key, out (T Value, long Until) known) && known.Until > time.GetTimestamp()
            ? ValueTask.FromResult<T?>(known.Value)
            : LoadAsync(key, load, token);

    internal void Clear()
    {
        Interlocked.Increment(ref _generation);
        _found.Clear();
    }

    private async ValueTask<T?> LoadAsync(string key, Func<string, CancellationToken, Task<T?>> load, CancellationToken token)
    {
        int generation = Volatile.Read(ref _generation);
        T? value = await load(key, token);
        if (value == null)
        {
            _found.TryRemove(key, out _);
            return null;
        }

        _found[key] = (value, time.GetTimestamp() + (long)(keeps.TotalSeconds * time.TimestampFrequency));
        if (generation != Volatile.Read(ref _generation))
        {
            _found.TryRemove(key, out _);
        }

        return value;
    }
}

using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>One gate for all lanes: while the instance asks for a pause, nobody sends (contract servicenow-rest §6.1).</summary>
internal sealed class RateGate(IClock clock)
{
    private long _notBefore;

    internal bool IsOpen => Interlocked.Read(ref _notBefore) <= clock.UtcNow.UtcTicks;

    internal void PauseUntil(DateTimeOffset time)
    {
        long wanted = time.UtcTicks;
        long seen = Interlocked.Read(ref _notBefore);
        while (wanted > seen)
        {
            long before = Interlocked.CompareExchange(ref _notBefore, wanted, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    internal async Task WaitAsync(CancellationToken token)
    {
        while (true)
        {
            var wait = new TimeSpan(Interlocked.Read(ref _notBefore) - clock.UtcNow.UtcTicks);
            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            await clock.DelayAsync(wait, token).ConfigureAwait(false);
        }
    }
}

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Exponential waits with full jitter, so that lanes do not return in step.</summary>
internal static class Backoff
{
    private static readonly Random s_random = new();

    internal static TimeSpan For(int attempt, double baseSeconds = 0.5, double mostSeconds = 30)
    {
        double top = Math.Min(mostSeconds, baseSeconds * Math.Pow(2, attempt - 1));
        double share;
        lock (s_random)
        {
#pragma warning disable CA5394 // Spreading retries needs no cryptography.
            share = s_random.NextDouble();
#pragma warning restore CA5394
        }

        return TimeSpan.FromSeconds(Math.Max(0.05, top * share));
    }
}

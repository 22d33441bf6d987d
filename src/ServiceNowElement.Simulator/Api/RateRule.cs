using System.Globalization;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Rate rules, of single users or for everyone: so many requests per hour of the instance's clock (contract servicenow-rest §6.1).</summary>
/// <remarks>Each node counts for itself. Every so often the counts are merged; until then a node knows only its own since the last time, so that a burst can overrun the limit.</remarks>
internal sealed class RateRule(SimulatorKnobs knobs)
{
    private readonly Dictionary<string, int> _merged = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Node, string User), int> _own = [];
    private DateTime _hour;
    private DateTime _lastMerge;

    /// <summary>Counts a request.</summary>
    /// <returns>The refusal, or null; <paramref name="headers"/> get the rule's figures either way.</returns>
    internal Reply? Count(Call call, IDictionary<string, string> headers)
    {
        int limit = knobs.RateByUser.TryGetValue(call.User, out int own) ? own : knobs.RatePerHour;
        if (limit <= 0)
        {
            return null;
        }

        DateTime now = call.Data.Now;
        var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
        int used;
        lock (_merged)
        {
            if (hour != _hour)
            {
                _hour = hour;
                _lastMerge = now;
                _merged.Clear();
                _own.Clear();
            }

            if (now >= _lastMerge.AddSeconds(knobs.RateMergeSeconds))
            {
                _lastMerge = now;
                Merge();
            }

            (int, string) key = (call.Node, call.User);
            _own[key] = _own.GetValueOrDefault(key) + 1;
            used = _merged.GetValueOrDefault(call.User) + _own[key];
        }

        DateTimeOffset reset = new(hour.AddHours(1), TimeSpan.Zero);
        headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Rule"] = "5e1b1d0ab7231010f1f2cafe00000001";
        return used <= limit ? null : FaultPages.Limited(((int)Math.Ceiling((reset.UtcDateTime - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture));
    }

    private void Merge()
    {
        foreach (((_, string user), int count) in _own)
        {
            _merged[user] = _merged.GetValueOrDefault(user) + count;
        }

        _own.Clear();
    }
}

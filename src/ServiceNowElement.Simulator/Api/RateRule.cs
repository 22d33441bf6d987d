using System.Globalization;

namespace ServiceNowElement.Simulator.Api;

/// <summary>A rate rule for every user: so many requests per hour of the instance's clock (contract servicenow-rest §6.1).</summary>
internal sealed class RateRule(SimulatorKnobs knobs)
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private DateTime _hour;

    /// <summary>Counts a request.</summary>
    /// <returns>The refusal, or null; <paramref name="headers"/> get the rule's figures either way.</returns>
    internal Reply? Count(Call call, IDictionary<string, string> headers)
    {
        if (knobs.RatePerHour <= 0)
        {
            return null;
        }

        DateTime now = call.Data.Now;
        var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
        int used;
        lock (_used)
        {
            if (hour != _hour)
            {
                _hour = hour;
                _used.Clear();
            }

            used = _used[call.User] = _used.GetValueOrDefault(call.User) + 1;
        }

        DateTimeOffset reset = new(hour.AddHours(1), TimeSpan.Zero);
        headers["X-RateLimit-Limit"] = knobs.RatePerHour.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Rule"] = "5e1b1d0ab7231010f1f2cafe00000001";
        return used <= knobs.RatePerHour ? null : FaultPages.Limited(((int)Math.Ceiling((reset.UtcDateTime - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture));
    }
}

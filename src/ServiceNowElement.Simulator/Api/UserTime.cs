using System.Globalization;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Dates as the session's user sees them: own time zone, own format (contract servicenow-rest §2.6).</summary>
internal static class UserTime
{
    internal static string Show(SimulatorKnobs knobs, string value)
    {
        if (!DateTime.TryParseExact(value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time))
        {
            return value;
        }

        DateTime local = knobs.TimeZone == "GMT" ? time : TimeZoneInfo.ConvertTimeFromUtc(time, TimeZoneInfo.FindSystemTimeZoneById(knobs.TimeZone));
        return local.ToString(knobs.DateFormat + " " + knobs.TimeFormat, CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace ServiceNowElement.Query;

/// <summary>Points in time the way ServiceNow stores them: <c>yyyy-MM-dd HH:mm:ss</c>, UTC, whole seconds (contract servicenow-rest §2.6).</summary>
public static class WireTime
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";
    private const string DayForm = "yyyy-MM-dd";

    // K takes 'Z', '+01:00', '+0100' or nothing; the fraction after '.' may be missing.
    private static readonly string[] s_textForms =
    [
        DayForm,
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' 'K",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK",
    ];

    /// <summary>Writes a time. Local time and a time without a stated zone are converted from the machine's zone, as PowerShell means them.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The UTC text, fractions of a second cut off.</returns>
    public static string Format(DateTime time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Writes a time.</summary>
    /// <param name="time">The time with its offset.</param>
    /// <returns>The UTC text, fractions of a second cut off.</returns>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads a stored date-time. Display values must not come here: they may look the same and be hours off.</summary>
    /// <param name="wire">The stored text.</param>
    /// <param name="utc">The time, of kind UTC.</param>
    /// <returns>False when the text has another form.</returns>
    public static bool TryParse(string wire, out DateTime utc) => DateTime.TryParseExact(
        wire, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc);

    /// <summary>Reads the ISO 8601 forms that a query may hold (contract cloud-elements-api §10.2); no zone means UTC.</summary>
    internal static bool TryParseText(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text,
        s_textForms,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite,
        out time);

    internal static string FormatDay(DateTime day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}

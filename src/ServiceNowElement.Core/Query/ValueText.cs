using System.Globalization;

namespace ServiceNowElement.Query;

/// <summary>Values of filter terms as text, the same on every machine.</summary>
internal static class ValueText
{
    /// <summary>The plain text of a value that has no schema yet.</summary>
    internal static string Plain(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime time => WireTime.Format(time),
        DateTimeOffset time => WireTime.Format(time),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>Null and the empty text are the same to ServiceNow (contract servicenow-rest §2.4).</summary>
    internal static bool IsBlank(object? value) => value is null or "";
}

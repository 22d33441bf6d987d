using System.Globalization;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Values as the Table API takes them: always text, dates in UTC (contract servicenow-rest §2.4, §2.6).</summary>
internal static class WireValue
{
    internal static string Of(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => WireTime.Format(time),
        DateTimeOffset time => WireTime.Format(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}

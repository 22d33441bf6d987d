using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Turns values into the text that ServiceNow stores and compares (contract servicenow-rest §2.4, §2.6, §3.3, §3.4).</summary>
internal static class WireValue
{
    private const string ScriptPrefix = "javascript:";

    // Enough to recognize the value in a message, without repeating a whole document.
    private const int LongestShown = 100;

    /// <summary>Refuses text that would not be read as a value.</summary>
    internal static string Safe(string text, string field, FilterOperator comparison)
    {
        if (text.IndexOf('^') >= 0)
        {
            throw ErrorCatalog.UnsafeValue.With(Shown(text));
        }

        // Data must never run as a script on the instance; who wants a script writes an encoded query.
        if (text.TrimStart().StartsWith(ScriptPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw ErrorCatalog.InvalidValue.With(Shown(text), "plain text (ServiceNow would run it as a script)", field);
        }

        // "a<" and "=b" would be read as "a<=" and "b".
        if (comparison is FilterOperator.LessThan or FilterOperator.GreaterThan && text[0] == '=')
        {
            throw ErrorCatalog.InvalidValue.With(Shown(text), "text that can follow '<' or '>'", field);
        }

        return text;
    }

    internal static string Of(object value, ResolvedField field, FilterOperator comparison) => field.Column.Kind switch
    {
        FieldKind.Boolean => Truth(value, field),
        FieldKind.Integer => Whole(value, field),
        FieldKind.Decimal => Number(value, field),
        FieldKind.DateTime => Time(value, field, comparison),
        FieldKind.Date => Day(value, field),
        _ => ValueText.Plain(value),
    };

    internal static bool IsWhole(string text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    internal static string Shown(string text) => text.Length <= LongestShown ? text : text.Substring(0, LongestShown) + "…";

    private static string Truth(object value, ResolvedField field) => ValueText.Plain(value).Trim().ToUpperInvariant() switch
    {
        "TRUE" or "$TRUE" or "1" or "YES" => "true",
        "FALSE" or "$FALSE" or "0" or "NO" => "false",
        _ => throw Wrong(value, "truth value (true or false)", field),
    };

    private static string Whole(object value, ResolvedField field)
    {
        bool isNumber = decimal.TryParse(
            ValueText.Plain(value),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out decimal number);
        return isNumber && decimal.Truncate(number) == number
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : throw Wrong(value, "whole number", field);
    }

    private static string Number(object value, ResolvedField field)
    {
        string text = ValueText.Plain(value).Trim();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        // Money is stored with its currency, "USD;12.50" (§2.4).
        int semicolon = text.IndexOf(';');
        return semicolon == 3 && decimal.TryParse(text.Substring(4), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? text
            : throw Wrong(value, "number", field);
    }

    private static string Time(object value, ResolvedField field, FilterOperator comparison)
    {
        DateTime utc = value switch
        {
            DateTime time => time.ToUniversalTime(),
            DateTimeOffset time => time.UtcDateTime,
            string text when WireTime.TryParseText(text, out DateTimeOffset time) => time.UtcDateTime,
            _ => throw Wrong(value, "date and time (write 2026-03-31T09:30:00Z)", field),
        };

        // Stored times are whole seconds. Cut off, ">= 10.5 s" would let 10 s in and "< 10.5 s" would leave it out.
        bool upward = comparison is FilterOperator.GreaterOrEqual or FilterOperator.LessThan;
        bool hasFraction = utc.Ticks % TimeSpan.TicksPerSecond != 0;
        return WireTime.Format(upward && hasFraction && utc < DateTime.MaxValue.AddSeconds(-1) ? utc.AddSeconds(1) : utc);
    }

    private static string Day(object value, ResolvedField field) => value switch
    {
        // A calendar day has no zone: the day is taken as it was written.
        DateTime day => WireTime.FormatDay(day),
        DateTimeOffset day => WireTime.FormatDay(day.DateTime),
        string text when WireTime.TryParseText(text, out DateTimeOffset day) => WireTime.FormatDay(day.DateTime),
        _ => throw Wrong(value, "date (write 2026-03-31)", field),
    };

    private static ElementException Wrong(object value, string kind, ResolvedField field) =>
        ErrorCatalog.InvalidValue.With(Shown(ValueText.Plain(value)), kind, field.Path);
}

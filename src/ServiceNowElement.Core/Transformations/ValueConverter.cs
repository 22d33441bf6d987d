using System.Globalization;

namespace ServiceNowElement.Transformations;

/// <summary>
/// Converts values to the types of definitions (contract cloud-elements-api §13.5): what cannot be converted stays as it is, never an error
/// and never null.
/// </summary>
internal static class ValueConverter
{
    private const string ArrayPrefix = "array[";

    /// <summary>Converts a value; lists of <c>array[…]</c> element by element. Unknown types leave everything as it is.</summary>
    internal static object? Convert(object? value, string? type)
    {
        string wanted = type?.Trim() ?? string.Empty;
        if (value == null || wanted.Length == 0)
        {
            return value;
        }

        if (value is Fan fan)
        {
            var converted = new Fan();
            converted.AddRange(fan.Select(item => ReferenceEquals(item, Fan.Missing) ? item : Convert(item, wanted)));
            return converted;
        }

        if (wanted.StartsWith(ArrayPrefix, StringComparison.OrdinalIgnoreCase) && wanted.EndsWith("]", StringComparison.Ordinal))
        {
            string inner = wanted.Substring(ArrayPrefix.Length, wanted.Length - ArrayPrefix.Length - 1);
            return value is IList<object?> list ? list.Select(item => Convert(item, inner)).ToList() : value;
        }

        return wanted.ToUpperInvariant() switch
        {
            "STRING" => IsPlain(value) ? ToText(value) : value,
            "NUMBER" or "DECIMAL" or "FLOAT" or "DOUBLE" => Number(value) ?? value,
            "INT" or "INTEGER" or "LONG" => Whole(value) ?? value,
            "BOOLEAN" => Truth(value) ?? value,
            _ => value,
        };
    }

    /// <summary>Writes a plain value as text, the way JSON would.</summary>
    internal static string? ToText(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static bool IsPlain(object value) => value is string or bool or long or int or decimal or double;

    // "5" becomes 5 and not 5.0; "5.50" keeps what was written.
    private static object? Number(object value)
    {
        if (value is not string text || !TryNumber(text, out decimal number))
        {
            return null;
        }

        if (!ToText(number)!.Contains('.') && Whole(number) is { } whole)
        {
            return whole;
        }

        return number;
    }

    private static long? Whole(object value)
    {
        decimal? number = value switch
        {
            string text when TryNumber(text, out decimal read) => read,
            decimal exact => exact,
            _ => null,
        };
        return number is >= long.MinValue and <= long.MaxValue && decimal.Truncate(number.Value) == number ? (long)number.Value : null;
    }

    private static object? Truth(object value) => value switch
    {
        string text when text.Trim() is { } word => word.ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        },
        long or int or decimal => ToText(value) switch
        {
            "1" => true,
            "0" => false,
            _ => null,
        },
        _ => null,
    };

    private static bool TryNumber(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
}

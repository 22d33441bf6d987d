using System.Globalization;

namespace ServiceNowElement.Output;

/// <summary>
/// The value of a choice or reference column: what is stored and what the user interface shows, on one property. Compares the way
/// people write: with <c>-eq 2</c>, <c>-eq 'In Progress'</c>, <c>-le 2</c>, <c>-in 1,2</c>, <c>-match</c>. The engine's <c>switch</c> compares texts, so its clauses are labels; <c>switch ($r.state.Value)</c> takes stored values.
/// </summary>
public sealed class CEValue : IComparable, IComparable<CEValue>, IEquatable<CEValue>
{
    /// <summary>Initializes a new instance of the <see cref="CEValue"/> class.</summary>
    /// <param name="value">What is stored.</param>
    /// <param name="label">What the user interface shows.</param>
    /// <param name="table">The table a reference points to, or null for a choice.</param>
    public CEValue(string value, string label, string? table)
    {
        Value = value ?? throw new ArgumentNullException(nameof(value));
        Label = label ?? value;
        Table = table;
    }

    /// <summary>Gets what is stored, for a reference the sys_id.</summary>
    public string Value { get; }

    /// <summary>Gets what the user interface shows.</summary>
    public string Label { get; }

    /// <summary>Gets the table a reference points to, or null for a choice.</summary>
    public string? Table { get; }

    private decimal? Number => decimal.TryParse(Value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>Makes a value of a text, so that PowerShell can compare with one.</summary>
    /// <param name="text">A value or a label.</param>
    public static implicit operator CEValue(string text) => FromString(text);

    /// <summary>Makes a value of a number, so that PowerShell can compare with one.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator CEValue(int number) => FromInt64(number);

    /// <summary>Makes a value of a number, so that PowerShell can compare with one.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator CEValue(long number) => FromInt64(number);

    /// <summary>Makes a value of a number, so that PowerShell can compare with one.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator CEValue(double number) => FromString(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives the label, for texts.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator string(CEValue value) => value?.ToString() ?? string.Empty;

    /// <summary>Gives the stored number, for <c>1,2 -contains $_.priority</c>.</summary>
    /// <param name="value">A value that is stored as a whole number.</param>
    public static explicit operator int(CEValue value) => checked((int)ToInt64(value));

    /// <summary>Gives the stored number.</summary>
    /// <param name="value">A value that is stored as a whole number.</param>
    public static explicit operator long(CEValue value) => ToInt64(value);

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are equal.</returns>
    public static bool operator ==(CEValue? left, CEValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(CEValue? left, CEValue? right) => !(left == right);

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when the first is smaller.</returns>
    public static bool operator <(CEValue? left, CEValue? right) => Compare(left, right) < 0;

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when the first is smaller or equal.</returns>
    public static bool operator <=(CEValue? left, CEValue? right) => Compare(left, right) <= 0;

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when the first is larger.</returns>
    public static bool operator >(CEValue? left, CEValue? right) => Compare(left, right) > 0;

    /// <summary>Compares values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when the first is larger or equal.</returns>
    public static bool operator >=(CEValue? left, CEValue? right) => Compare(left, right) >= 0;

    /// <summary>Makes a value of a text.</summary>
    /// <param name="text">A value or a label.</param>
    /// <returns>The value.</returns>
    public static CEValue FromString(string text) => new(text, text, null);

    /// <summary>Makes a value of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The value.</returns>
    public static CEValue FromInt64(long number) => FromString(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives the stored number.</summary>
    /// <param name="value">A value that is stored as a whole number.</param>
    /// <returns>The number; an InvalidCastException for any other value.</returns>
    public static long ToInt64(CEValue value) => value?.Number is { } number && decimal.Truncate(number) == number
        ? (long)number
        : throw new InvalidCastException($"'{value}' is not stored as a whole number.");

    /// <inheritdoc/>
    public bool Equals(CEValue? other) => other is not null && (Same(Value, other.Value) || Same(Label, other.Label) || Same(Value, other.Label) || Same(Label, other.Value)
        || (Number is { } mine && other.Number is { } its && mine == its));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        null => false,
        CEValue other => Equals(other),
        string text => Same(Value, text) || Same(Label, text),
        IConvertible number when obj is not (bool or char or DateTime) => Number is { } mine && mine == Convert.ToDecimal(number, CultureInfo.InvariantCulture),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(CEValue? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (Equals(other))
        {
            return 0;
        }

        return Number is { } mine && other.Number is { } its ? mine.CompareTo(its) : string.Compare(Label, other.Label, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        CEValue other => CompareTo(other),
        string text => CompareTo(FromString(text)),
        IConvertible number => CompareTo(FromString(number.ToString(CultureInfo.InvariantCulture))),
        _ => throw new ArgumentException($"A {obj.GetType().Name} cannot be compared with a CEValue.", nameof(obj)),
    };

    /// <inheritdoc/>
    public override string ToString() => Label.Length > 0 ? Label : Value;

    private static int Compare(CEValue? left, CEValue? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

namespace ServiceNowElement.Model;

/// <summary>One value of a record as it came over the wire.</summary>
/// <param name="value">The stored text, or null when only the label was asked for or the column was not sent.</param>
/// <param name="display">What the user interface shows, or null when it was not asked for.</param>
public readonly struct FieldValue(string? value, string? display) : IEquatable<FieldValue>
{
    /// <summary>Gets the stored text; null when the instance did not send it.</summary>
    public string? Value { get; } = value;

    /// <summary>Gets what the user interface shows; null when the instance did not send it.</summary>
    public string? Display { get; } = display;

    /// <summary>Gets a value indicating whether the instance sent neither: the column is hidden from this user, or does not exist there.</summary>
    public bool IsAbsent => Value == null && Display == null;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when both texts are equal.</returns>
    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when a text differs.</returns>
    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FieldValue other) =>
        string.Equals(Value, other.Value, StringComparison.Ordinal) && string.Equals(Display, other.Display, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value ?? string.Empty);

    /// <inheritdoc/>
    public override string ToString() => Display ?? Value ?? string.Empty;
}

namespace ServiceNowElement.Transformations;

/// <summary>One mapping between a field of a definition and a column.</summary>
public sealed class TransformationField
{
    /// <summary>Gets the path in the definition.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Gets the column, or a path inside it.</summary>
    public string VendorPath { get; init; } = string.Empty;

    /// <summary>Gets the type values become; null for the definition's.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the column's type, or null.</summary>
    public string? VendorType { get; init; }

    /// <summary>Gets the rules of this field.</summary>
    public IReadOnlyList<TransformationRule> Rules { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Path} <- {VendorPath}";
}

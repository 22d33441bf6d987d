namespace ServiceNowElement.Transformations;

/// <summary>How a defined object maps to a table (contract cloud-elements-api §13.2). Unmapped members pass both ways unless a rule says otherwise.</summary>
public sealed class Transformation
{
    /// <summary>Gets the name of the defined object.</summary>
    public string ObjectName { get; init; } = string.Empty;

    /// <summary>Gets the table or resource behind it, for example <c>incident</c>.</summary>
    public string VendorName { get; init; } = string.Empty;

    /// <summary>Gets the level it is kept at.</summary>
    public ResourceLevel Level { get; init; }

    /// <summary>Gets the mappings of this level.</summary>
    public IReadOnlyList<TransformationField> Fields { get; init; } = [];

    /// <summary>Gets the rules of the whole transformation.</summary>
    public IReadOnlyList<TransformationRule> Rules { get; init; } = [];

    /// <summary>Gets the text of a script, kept and not run, or null (contract cloud-elements-api D25).</summary>
    public string? Script { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ObjectName;
}

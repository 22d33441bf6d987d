namespace ServiceNowElement.Transformations;

/// <summary>An object of the user's own making, that a transformation maps to a table (contract cloud-elements-api §13.1).</summary>
public sealed class ObjectDefinition
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the level it is kept at.</summary>
    public ResourceLevel Level { get; init; }

    /// <summary>Gets the fields of this level.</summary>
    public IReadOnlyList<DefinitionField> Fields { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

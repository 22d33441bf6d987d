namespace ServiceNowElement.Transformations;

/// <summary>One field of an object definition.</summary>
public sealed class DefinitionField
{
    /// <summary>Gets the path of the field: dots for nesting, <c>[*]</c> for arrays.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Gets the type: string, number, boolean, date, int, array[…]; or null.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the name shown to people, or null.</summary>
    public string? DisplayName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}

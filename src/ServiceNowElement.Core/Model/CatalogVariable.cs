namespace ServiceNowElement.Model;

/// <summary>One question of a catalog item.</summary>
/// <param name="Name">The name under which it is answered.</param>
/// <param name="Label">The question.</param>
/// <param name="Type">The instance's name of the type.</param>
/// <param name="Mandatory">True when it must be answered.</param>
/// <param name="Choices">The allowed answers; empty for free text.</param>
public sealed record CatalogVariable(string Name, string Label, string Type, bool Mandatory, IReadOnlyList<Choice> Choices)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

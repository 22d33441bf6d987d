namespace ServiceNowElement.Model;

/// <summary>One object (table) of an instance, without its columns.</summary>
/// <param name="Name">The table name, for example <c>incident</c>.</param>
/// <param name="Label">What the user interface calls it.</param>
/// <param name="Parent">The table it extends, or null.</param>
public sealed record ObjectSummary(string Name, string Label, string? Parent)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

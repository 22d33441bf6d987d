namespace ServiceNowElement.Model;

/// <summary>One allowed value of a choice column.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Label">What the user interface shows.</param>
public sealed record Choice(string Value, string Label)
{
    /// <inheritdoc/>
    public override string ToString() => Value == Label ? Value : $"{Value} {Label}";
}

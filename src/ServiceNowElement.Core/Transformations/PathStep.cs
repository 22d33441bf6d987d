namespace ServiceNowElement.Transformations;

/// <summary>One step of a path.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Name">The member's name, or the member that an element is chosen by.</param>
/// <param name="Index">The position in a list.</param>
/// <param name="Value">What the member of the chosen element holds.</param>
internal sealed record PathStep(PathStepKind Kind, string Name = "", int Index = 0, string Value = "");

namespace ServiceNowElement.Shell.Editing;

/// <summary>What Tab offers: texts that replace a part of the line.</summary>
internal sealed record Completion(int Start, int Length, IReadOnlyList<string> Texts);

namespace ServiceNowElement.Shell.Editing;

/// <summary>A line that was typed, or why there is none.</summary>
internal readonly record struct LineResult<T>(LineOutcome Outcome, T? Line)
    where T : class;

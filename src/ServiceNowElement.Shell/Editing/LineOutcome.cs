namespace ServiceNowElement.Shell.Editing;

/// <summary>How the reading of a line ended.</summary>
internal enum LineOutcome
{
    Accepted,
    Interrupted,
    EndOfInput,
}

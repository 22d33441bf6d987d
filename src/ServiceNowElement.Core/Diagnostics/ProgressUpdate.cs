namespace ServiceNowElement.Diagnostics;

/// <summary>How far a call is.</summary>
/// <param name="Activity">What is being done, for example <c>Reading incident</c>.</param>
/// <param name="Done">Rows finished so far.</param>
/// <param name="Total">Rows in all, or null while it is not known.</param>
public sealed record ProgressUpdate(string Activity, long Done, long? Total);

namespace ServiceNowElement.Diagnostics;

/// <summary>How far a call is.</summary>
/// <param name="Activity">What is being done, for example <c>Reading incident</c>.</param>
/// <param name="Done">Rows or bytes finished so far.</param>
/// <param name="Total">Rows or bytes in all, or null while it is not known.</param>
public sealed record ProgressUpdate(string Activity, long Done, long? Total)
{
    /// <summary>Gets a value indicating whether bytes are counted, not records.</summary>
    public bool IsBytes { get; init; }
}

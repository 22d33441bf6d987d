namespace ServiceNowElement.Model;

/// <summary>What a read did, so that "all rows" is a statement with figures.</summary>
/// <param name="Rows">Records handed to the caller.</param>
/// <param name="Pages">Pages accepted.</param>
/// <param name="Requests">Requests sent for them, retries and counts included.</param>
/// <param name="Hidden">Records the instance counted but did not send to this user.</param>
/// <param name="Total">What the instance counted for the query, or null when the caller stopped before it was asked.</param>
public sealed record ReadSummary(long Rows, int Pages, int Requests, long Hidden, long? Total);

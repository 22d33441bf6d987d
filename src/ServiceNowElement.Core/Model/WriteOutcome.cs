using ServiceNowElement.Errors;

namespace ServiceNowElement.Model;

/// <summary>How one of several writes ended.</summary>
/// <param name="Result">What was written; null for a deletion and for a failure.</param>
/// <param name="Error">Why it was not written, or why nobody can tell; null for a success.</param>
public sealed record WriteOutcome(WriteResult? Result, ElementException? Error);

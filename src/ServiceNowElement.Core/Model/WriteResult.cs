namespace ServiceNowElement.Model;

/// <summary>What a write left on the instance.</summary>
/// <param name="Record">The record as the instance answered it.</param>
/// <param name="IgnoredFields">Columns that were sent but came back with another value: the instance ignored or changed them.</param>
/// <param name="Verified">True when the first answer was lost and the outcome was proven by reading.</param>
public sealed record WriteResult(Record Record, IReadOnlyList<string> IgnoredFields, bool Verified);

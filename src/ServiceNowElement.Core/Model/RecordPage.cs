namespace ServiceNowElement.Model;

/// <summary>Some records of a result; pages arrive one after the other, and each was accepted whole.</summary>
/// <param name="Records">The records, at least one.</param>
/// <param name="Total">How many records the instance counted for the whole query, hidden ones included; null when not asked or not known yet.</param>
public sealed record RecordPage(IReadOnlyList<Record> Records, long? Total);

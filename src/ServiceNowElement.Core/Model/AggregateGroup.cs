namespace ServiceNowElement.Model;

/// <summary>One column that an aggregate row is grouped by.</summary>
/// <param name="Field">The column name.</param>
/// <param name="Schema">The column's schema where it is known.</param>
/// <param name="Value">Stored value and label of the group.</param>
public sealed record AggregateGroup(string Field, FieldSchema? Schema, FieldValue Value);

namespace ServiceNowElement.Model;

/// <summary>One column of a result: its name, and its schema where it is known.</summary>
/// <param name="Name">The column name or dot-walk, as it stands in the answer.</param>
/// <param name="Field">The schema of the (last) column, or null where it is not known.</param>
public sealed record RecordColumn(string Name, FieldSchema? Field);

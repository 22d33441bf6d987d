namespace ServiceNowElement.Transformations;

/// <summary>A mapping onto a column that the table has.</summary>
/// <param name="Field">The mapping.</param>
/// <param name="Column">The column or dot-walk, the way the element spells it.</param>
internal sealed record MappedColumn(FieldMap Field, string Column);

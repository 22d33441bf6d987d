namespace ServiceNowElement.Transformations;

/// <summary>What is known about the table behind a defined object.</summary>
/// <param name="Columns">The mappings that are read and whose columns exist; a mapping onto nothing makes no member.</param>
/// <param name="ShortList">The columns the element shows of the table when none are named.</param>
internal sealed record TransformedPlan(IReadOnlyList<MappedColumn> Columns, IReadOnlyList<string> ShortList)
{
    internal IEnumerable<MappedColumn> Of(string column) => Columns.Where(mapped => string.Equals(mapped.Column, column, StringComparison.OrdinalIgnoreCase));
}

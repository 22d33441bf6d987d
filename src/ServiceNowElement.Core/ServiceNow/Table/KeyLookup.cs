using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Finds records by the value of a column. Where conditions may be ignored, a row that does not show the value ends the search with an error instead of being taken for the record.</summary>
internal static class KeyLookup
{
    internal static async Task<List<Record>> FindAsync(PageSource source, TableRead read, string column, string value, IReadOnlyList<SortTerm>? orderBy, CallContext call)
    {
        TableRead narrowed = read.Narrow(new FilterTerm(column, FilterOperator.Equal, [value]));
        TablePage page = await source.FetchAsync(narrowed, new PageRequest { Limit = 2, OrderBy = orderBy }, call).ConfigureAwait(false);
        if (source.Tables.MayIgnoreConditions && page.Rows.Any(row => !Shows(row, column, value)))
        {
            throw ErrorCatalog.QueryRefused.With(source.Client.Instance, read.Table, $"it does not obey the condition on {column}");
        }

        return page.Rows;
    }

    /// <summary>Tells whether a row has the value in the column, as it is stored or as it is shown.</summary>
    internal static bool Shows(Record row, string column, string value)
    {
        FieldValue found = column == "sys_id" ? new FieldValue(row.SysId, null) : row[column];
        return Same(found.Value, value) || Same(found.Display, value);
    }

    private static bool Same(string? left, string right) => left != null && string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}

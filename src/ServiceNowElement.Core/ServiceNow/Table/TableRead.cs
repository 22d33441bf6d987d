using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>A read that has been checked against the schema: what every page of it has in common.</summary>
internal sealed class TableRead
{
    internal TableRead(string table, EncodedQuery query, RecordLayout layout, bool allColumns = false, InvalidText invalidText = InvalidText.Replace)
    {
        Table = table;
        Query = query;
        Layout = layout;
        Notes = new ReadNotes(layout, invalidText);
        WireFields = allColumns ? null : string.Join(",", layout.Columns.Select(column => column.Name));
    }

    internal string Table { get; }

    internal EncodedQuery Query { get; }

    /// <summary>Gets the same conditions as a filter, for a far side that takes no encoded query; null for none.</summary>
    internal FilterNode? Filter { get; init; }

    internal RecordLayout Layout { get; }

    /// <summary>Gets what was noticed about the rows; shared by all pages of the read.</summary>
    internal ReadNotes Notes { get; private init; }

    /// <summary>Gets the columns for the wire, or null when all are wanted and naming them would make the address too long.</summary>
    internal string? WireFields { get; }

    /// <summary>The same read with another query.</summary>
    internal TableRead WithQuery(EncodedQuery query) => new(Table, query, Layout, WireFields == null) { Notes = Notes };

    /// <summary>The same read with one more condition.</summary>
    internal TableRead Narrow(FilterNode condition) => new(Table, EncodedQuery.Parse(Query.With(EncodedQueryWriter.Write(condition).ToText(), string.Empty)), Layout, WireFields == null)
    {
        Filter = Filter == null ? condition : new FilterGroup(isOr: false, [Filter, condition]),
        Notes = Notes,
    };

    /// <summary>The same read of sys_ids only, in the cheapest form.</summary>
    internal TableRead OnlyIds() => new(Table, Query, new RecordLayout(Table, Layout.Instance, ValueMode.Raw, [new RecordColumn("sys_id", null)])) { Filter = Filter };
}

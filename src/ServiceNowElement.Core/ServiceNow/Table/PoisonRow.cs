using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Rescues a row with which every page fails, even one of a single row: finds the columns the instance cannot send by halving, and
/// delivers the row without them (contract servicenow-rest §6.6 A7). They are absent in the record, which is not empty.
/// </summary>
internal sealed class PoisonRow(PageSource source, TableRead read, PageRequest page, CallContext call)
{
    private const int Tries = 3;
    private readonly FieldValue[] _values = new FieldValue[read.Layout.Columns.Count];
    private readonly List<string> _poison = [];

    /// <summary>Reads the one row of the window.</summary>
    /// <param name="failure">How the whole row failed; thrown again when not even its sys_id comes, because then the row is not the cause.</param>
    /// <returns>A page with the row; without rows when the window holds none that this user may read.</returns>
    internal async Task<TablePage> RescueAsync(ElementException failure)
    {
        int key = read.Layout.IndexOf("sys_id");
        if (key < 0 || read.Layout.Columns.Count == 1)
        {
            throw failure;
        }

        TablePage found = await TryAsync(read.OnlyIds(), page).ConfigureAwait(false) ?? throw failure;
        if (found.Rows.Count == 0)
        {
            return found;
        }

        string id = found.Rows[0].SysId;
        _values[key] = new FieldValue(id, read.Layout.Mode == ValueMode.Raw ? null : id);
        call.Diagnostics.Verbose($"{read.Table}/{id} cannot be read as a whole ({failure.Reason}); its columns are read in parts.");
        bool there = await FillAsync(id, [.. Enumerable.Range(0, _values.Length).Where(i => i != key)], failure).ConfigureAwait(false);
        if (!there)
        {
            // Deleted in this moment; what follows it is read as usual.
            return new TablePage([], found.Total, 1);
        }

        var row = new Record(read.Layout, _values);
        read.Notes.Add([row], []);
        read.Notes.AddPoison(id, _poison);
        return new TablePage([row], found.Total, 1);
    }

    /// <summary>Fills in the columns, cutting what fails in halves down to single columns.</summary>
    /// <returns>False when the row is gone.</returns>
    private async Task<bool> FillAsync(string id, int[] columns, ElementException failure)
    {
        TablePage? part = await TryAsync(Only(id, columns), new PageRequest { Limit = 1 }).ConfigureAwait(false);
        if (part != null)
        {
            for (int i = 0; part.Rows.Count > 0 && i < columns.Length; i++)
            {
                _values[columns[i]] = part.Rows[0][i];
            }

            return part.Rows.Count > 0;
        }

        if (columns.Length > 1)
        {
            int half = columns.Length / 2;
            return await FillAsync(id, [.. columns.Take(half)], failure).ConfigureAwait(false) && await FillAsync(id, [.. columns.Skip(half)], failure).ConfigureAwait(false);
        }

        // Only a column that fails while its row still comes is to blame; in any other case the instance is in trouble.
        TablePage alive = await TryAsync(Only(id, []), new PageRequest { Limit = 1 }).ConfigureAwait(false) ?? throw failure;
        _poison.Add(read.Layout.Columns[columns[0]].Name);
        return alive.Rows.Count > 0;
    }

    private TableRead Only(string id, int[] columns)
    {
        var layout = new RecordLayout(read.Table, read.Layout.Instance, read.Layout.Mode, [.. columns.Select(i => read.Layout.Columns[i]), new RecordColumn("sys_id", null)]);
        return new TableRead(read.Table, EncodedQuery.All, layout).Narrow(new FilterTerm("sys_id", FilterOperator.Equal, [id]));
    }

    private async Task<TablePage?> TryAsync(TableRead part, PageRequest window)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await source.OnceAsync(part, window with { Limit = 1 }, call).ConfigureAwait(false);
            }
            catch (ElementException failure) when (PageSource.MayShrink(failure))
            {
                if (attempt == Tries)
                {
                    return null;
                }

                await source.PauseAsync(attempt, call).ConfigureAwait(false);
            }
        }
    }
}

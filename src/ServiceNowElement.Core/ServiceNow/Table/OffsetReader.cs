using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Reads by offset where access rules refuse ranges and sorting on sys_id (query_range, contract servicenow-rest §3.4). Without a
/// promised order windows may overlap, so the read is repeated in larger windows until the distinct rows reach the count, and fails if they do not.
/// </summary>
internal sealed class OffsetReader(PageSource source, TableRead read, Func<RecordPage, Task> onPage, CallContext call)
{
    private const int MostPasses = 6;
    private const int LargestWindow = 10_000;
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private int _pages;

    internal async Task<ReadSummary> RunAsync()
    {
        call.Diagnostics.Warning($"{source.Client.Instance}: {read.Table} may not be read in ranges by this user (query_range); reading by offset, slower, and checked by the count at the end.");
        for (int pass = 1; ; pass++)
        {
            long total = await source.CountAsync(read, call).ConfigureAwait(false);
            int doubled = await PassAsync(total, pass).ConfigureAwait(false);
            long missing = Math.Min(total, await source.CountAsync(read, call).ConfigureAwait(false)) - _seen.Count;
            if (missing <= 0 || (doubled == 0 && pass == 1))
            {
                // Nothing came twice, so nothing was left out either: what is missing is hidden.
                return Done(Math.Max(0, missing), total);
            }

            if (pass >= MostPasses)
            {
                throw ErrorCatalog.ReadIncomplete.With(source.Client.Instance, read.Table, $"{missing} of {total} records did not come, because pages without an order overlap");
            }
        }
    }

    private async Task<int> PassAsync(long total, int pass)
    {
        int doubled = 0;
        var thisPass = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (long offset = 0; offset < total;)
        {
            // Larger windows overlap less, and a window that holds everything needs no order at all.
            int limit = Math.Min(LargestWindow, source.Sizer.Size << (pass - 1));
            var request = new PageRequest { OrderBy = [], Limit = limit, GoesOn = true, Offset = offset };
            TablePage page = await source.FetchAsync(read, request, call).ConfigureAwait(false);
            doubled += page.Rows.Count(row => !thisPass.Add(row.SysId));
            List<Record> fresh = page.Rows.Where(row => _seen.Add(row.SysId)).ToList();
            if (fresh.Count > 0)
            {
                _pages++;
                await onPage(new RecordPage(fresh, total)).ConfigureAwait(false);
                call.Diagnostics.Progress(new ProgressUpdate("Reading " + read.Table, _seen.Count, total));
            }

            offset += page.Limit;
        }

        return doubled;
    }

    private ReadSummary Done(long hidden, long total)
    {
        if (hidden > 0)
        {
            call.Diagnostics.Warning($"{source.Client.Instance}: up to {hidden} of {total} records of {read.Table} are hidden from this user by access rules and are not in the result.");
        }

        return new ReadSummary(_seen.Count, _pages, source.Requests, hidden, total);
    }
}

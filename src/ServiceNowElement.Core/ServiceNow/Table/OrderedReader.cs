using ServiceNowElement.Diagnostics;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Reads in the user's order, or a few rows: one stream of windows with sys_id as tie-breaker. Rows that move while it runs can
/// slip between windows, so a read of everything is checked against the count and the newest change, and missed rows are fetched.
/// </summary>
internal sealed class OrderedReader(PageSource source, TableRead read, RecordQuery wanted, Func<RecordPage, Task> onPage, CallContext call)
{
    private const int KeysPerRequest = 100;
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private long _rows;
    private int _pages;
    private int _doubled;
    private long? _total;

    internal async Task<ReadSummary> RunAsync()
    {
        var stats = new StatsClient(source.Client);
        bool everything = wanted.First == null;
        (long Count, string Newest) before = everything ? await stats.StateAsync(read.Table, read.Query, call).ConfigureAwait(false) : default;
        await StreamAsync().ConfigureAwait(false);
        long hidden = 0;
        if (everything && _pages > 1 && wanted.Skip == 0)
        {
            (long Count, string Newest) after = await stats.StateAsync(read.Table, read.Query, call).ConfigureAwait(false);
            if (_doubled > 0 || after != before)
            {
                await FetchMissedAsync().ConfigureAwait(false);
            }
        }

        if (everything && _total != null)
        {
            hidden = Math.Max(0, _total.Value - wanted.Skip - _rows);
            if (hidden > 0)
            {
                call.Diagnostics.Warning($"{source.Client.Instance}: up to {hidden} of {_total} records of {read.Table} are hidden from this user by access rules and are not in the result.");
            }
        }

        return new ReadSummary(_rows, _pages, source.Requests, hidden, _total);
    }

    private async Task StreamAsync()
    {
        SortTerm[] order = [.. wanted.OrderBy, new SortTerm("sys_id", false)];
        long offset = wanted.Skip;
        bool count = wanted.IncludeTotal || wanted.First == null;
        while (wanted.First == null || _rows < wanted.First)
        {
            int limit = (int)Math.Min(source.Sizer.Size, (wanted.First ?? long.MaxValue) - _rows);
            if (limit <= 0)
            {
                break;
            }

            var request = new PageRequest { OrderBy = order, Limit = limit, GoesOn = true, Offset = offset, Count = count };
            TablePage page = await source.FetchAsync(read, request, call).ConfigureAwait(false);
            _total = page.Total ?? _total;
            List<Record> fresh = page.Rows.Where(row => _seen.Add(row.SysId)).ToList();
            _doubled += page.Rows.Count - fresh.Count;
            await DeliverAsync(fresh).ConfigureAwait(false);

            // Windows are cut before access rules remove rows: the next one starts where this one ended, however few rows it had.
            offset += page.Limit;
            if (_total != null && offset >= _total)
            {
                break;
            }

            count = _total == null && page.Rows.Count < page.Limit;
        }
    }

    private async Task FetchMissedAsync()
    {
        var missed = new List<string>();
        using var sweep = new KeysetReader(
            source,
            read.OnlyIds(),
            page =>
            {
                missed.AddRange(page.Records.Select(row => row.SysId).Where(id => !_seen.Contains(id)));
                return Task.CompletedTask;
            },
            call);
        await sweep.RunAsync().ConfigureAwait(false);
        if (missed.Count == 0)
        {
            return;
        }

        call.Diagnostics.Warning($"{source.Client.Instance}: {missed.Count} records of {read.Table} changed their place during the read; they follow at the end, out of order.");
        for (int start = 0; start < missed.Count; start += KeysPerRequest)
        {
            List<string> keys = missed.GetRange(start, Math.Min(KeysPerRequest, missed.Count - start));
            TableRead some = read.WithQuery(EncodedQuery.Parse(read.Query.With("sys_idIN" + string.Join(",", keys), string.Empty)));
            TablePage page;
            string? after = null;
            do
            {
                page = await source.FetchAsync(some, new PageRequest { After = after, Limit = keys.Count, GoesOn = true }, call).ConfigureAwait(false);
                after = page.Rows.Count > 0 ? page.Rows[page.Rows.Count - 1].SysId : after;
                await DeliverAsync(page.Rows.Where(row => _seen.Add(row.SysId)).ToList()).ConfigureAwait(false);
            }
            while (page.Limit < keys.Count && page.Rows.Count > 0);
        }
    }

    private async Task DeliverAsync(List<Record> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        _pages++;
        _rows += rows.Count;
        await onPage(new RecordPage(rows, _total)).ConfigureAwait(false);
        call.Diagnostics.Progress(new ProgressUpdate("Reading " + read.Table, _rows, wanted.First ?? _total));
    }
}

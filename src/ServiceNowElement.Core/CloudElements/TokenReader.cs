using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// Reads in the user's order, a few rows, or where the service obeys no condition on sys_id: pages follow each other by their marks
/// (rule 5 of contract cloud-elements-api §16.2). Rows that move meanwhile can slip between pages, so a read of everything is checked by
/// its count and newest change, and what was missed is fetched.
/// </summary>
/// <param name="source">The pages.</param>
/// <param name="read">What to read.</param>
/// <param name="wanted">Order and place.</param>
/// <param name="seen">The sys_ids of rows that were handed over before.</param>
/// <param name="onPage">Takes each page.</param>
/// <param name="call">Stop and diagnostics.</param>
internal sealed class TokenReader(PageSource source, TableRead read, RecordQuery wanted, HashSet<string> seen, Func<RecordPage, Task> onPage, CallContext call)
{
    private const int MostPasses = 3;
    private const int MostTries = 5;
    private const int KeysPerRequest = 100;
    private readonly long _earlier = seen.Count;
    private long _rows;
    private int _pages;
    private int _doubled;
    private bool _turned;
    private long? _total;

    private bool Everything => wanted.First == null && wanted.Skip == 0;

    internal async Task<ReadSummary> RunAsync()
    {
        (long? Count, string Newest) before = Everything ? await StateAsync().ConfigureAwait(false) : default;
        await StreamAsync().ConfigureAwait(false);
        if (Everything && (_pages > 1 || _turned || _earlier > 0))
        {
            await CompleteAsync(before).ConfigureAwait(false);
        }

        long hidden = wanted.First == null && _total != null ? Math.Max(0, _total.Value - wanted.Skip - _earlier - _rows) : 0;
        if (hidden > 0)
        {
            call.Diagnostics.Warning($"{source.Client.Instance}: up to {hidden} of {_total} records of {read.Table} are hidden from this user by access rules and are not in the result.");
        }

        return new ReadSummary(_earlier + _rows, _pages, source.Requests, hidden, _total);
    }

    private async Task StreamAsync()
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        var thisPass = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int most = source.Sizer.Size;
        int size = wanted.Skip == 0 && wanted.First < most ? (int)Math.Max(1, wanted.First.Value) : most;

        // Places are told in whole pages; what lies before the wanted one in the first page is left out here.
        long offset = wanted.Skip / size * size;
        long left = wanted.Skip - offset;
        string? mark = null;
        while (wanted.First == null || _rows < wanted.First)
        {
            var request = new PageRequest { OrderBy = [.. wanted.OrderBy], Limit = size, Offset = offset, Token = mark, Count = Everything || mark == null };
            TablePage page = await FetchAsync(request).ConfigureAwait(false);
            _total = page.Total ?? _total;
            _doubled += page.Rows.Count(row => !thisPass.Add(row.SysId));
            List<Record> fresh = [.. page.Rows.Skip((int)Math.Min(left, page.Rows.Count)).Where(row => !seen.Contains(row.SysId)).Take((int)Math.Min(int.MaxValue, (wanted.First ?? long.MaxValue) - _rows))];
            left = Math.Max(0, left - page.Rows.Count);
            await DeliverAsync(fresh).ConfigureAwait(false);
            offset += page.Limit;
            if (page.Rows.Count == 0)
            {
                return;
            }

            if (page.Next != null)
            {
                if (!marks.Add(page.Next))
                {
                    // Going on would read the same pages for ever; whether something is missing, the count tells.
                    _turned = true;
                    return;
                }

                mark = page.Next;
            }
            else if (_total > offset)
            {
                // No mark although the count says that more follows: the next page is asked for by its number.
                mark = null;
                size = page.Limit;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>A marked page has the size its mark says, so it cannot be asked for again with a smaller one.</summary>
    private async Task<TablePage> FetchAsync(PageRequest request)
    {
        if (request.Token == null)
        {
            return await source.FetchAsync(read, request, call).ConfigureAwait(false);
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await source.OnceAsync(read, request, call).ConfigureAwait(false);
            }
            catch (ElementException failure) when (PageSource.MayShrink(failure) && attempt < MostTries)
            {
                call.Diagnostics.Verbose($"Page of {read.Table} rejected ({failure.Message}); asked for again.");
                await source.PauseAsync(attempt, call).ConfigureAwait(false);
            }
        }
    }

    private async Task CompleteAsync((long? Count, string Newest) before)
    {
        for (int pass = 1; ; pass++)
        {
            (long? Count, string Newest) after = await StateAsync().ConfigureAwait(false);
            if (!_turned && _doubled == 0 && after == before)
            {
                return;
            }

            if (pass == 1 && await TryFetchMissedAsync().ConfigureAwait(false))
            {
                return;
            }

            if (_turned && (after.Count == null || seen.Count < after.Count))
            {
                throw Incomplete("the mark of the next page repeats itself");
            }

            if (_turned)
            {
                return;
            }

            if (pass == MostPasses)
            {
                throw Incomplete("records kept changing their place during the read");
            }

            call.Diagnostics.Verbose($"Records of {read.Table} changed their place during the read; it is read once more for those that were missed.");
            _doubled = 0;
            before = after;
            await StreamAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Looks for missed rows by their sys_ids, which do not move.</summary>
    /// <returns>False when the service does not obey conditions on sys_id.</returns>
    private async Task<bool> TryFetchMissedAsync()
    {
        var missed = new List<string>();
        try
        {
            using var sweep = new KeysetReader(
                source,
                read.OnlyIds(),
                page =>
                {
                    missed.AddRange(page.Records.Select(row => row.SysId).Where(id => !seen.Contains(id)));
                    return Task.CompletedTask;
                },
                call);
            await sweep.RunAsync().ConfigureAwait(false);
        }
        catch (CursorIgnoredException)
        {
            return false;
        }
        catch (ElementException failure) when (failure.Reason is "QueryRefused" or "RequestRefused" && !source.CursorProven)
        {
            return false;
        }

        if (missed.Count > 0)
        {
            call.Diagnostics.Warning($"{source.Client.Instance}: {missed.Count} records of {read.Table} changed their place during the read; they follow at the end, out of order.");
        }

        for (int start = 0; start < missed.Count; start += KeysPerRequest)
        {
            List<string> keys = missed.GetRange(start, Math.Min(KeysPerRequest, missed.Count - start));
            TableRead some = read.Narrow(new FilterTerm("sys_id", FilterOperator.In, [.. keys]));
            TablePage page = await source.FetchAsync(some, new PageRequest { Limit = keys.Count, OrderBy = [] }, call).ConfigureAwait(false);
            await DeliverAsync([.. page.Rows.Where(row => keys.Contains(row.SysId, StringComparer.OrdinalIgnoreCase) && !seen.Contains(row.SysId))]).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Count and newest change: equal before and after a read means the rows stood still.</summary>
    private async Task<(long? Count, string Newest)> StateAsync()
    {
        var layout = new RecordLayout(read.Table, read.Layout.Instance, ValueMode.Raw, [new RecordColumn("sys_id", null), new RecordColumn("sys_updated_on", null)]);
        var newest = new TableRead(read.Table, EncodedQuery.All, layout) { Filter = read.Filter };
        TablePage page = await source.FetchAsync(newest, new PageRequest { Limit = 1, Count = true, OrderBy = [new SortTerm("sys_updated_on", true)] }, call).ConfigureAwait(false);
        return (page.Total, page.Rows.FirstOrDefault()?["sys_updated_on"].Value ?? string.Empty);
    }

    private async Task DeliverAsync(List<Record> rows)
    {
        rows.RemoveAll(row => !seen.Add(row.SysId));
        if (rows.Count == 0)
        {
            return;
        }

        _pages++;
        await onPage(new RecordPage(rows, _total)).ConfigureAwait(false);
        _rows += rows.Count;
        call.Diagnostics.Progress(new ProgressUpdate("Reading " + read.Table, _earlier + _rows, wanted.First ?? _total));
    }

    private ElementException Incomplete(string why) => new(ErrorCatalog.ReadIncomplete, ErrorCatalog.ReadIncomplete.Text(source.Client.Instance, read.Table, why + "."))
    {
        Instance = source.Client.Instance,
        Object = read.Table,
    };
}

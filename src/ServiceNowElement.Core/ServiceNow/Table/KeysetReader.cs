using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Reads all rows of a query in ranges of sys_id, one lane per range (contract servicenow-rest §6.6 A and B). Every row that exists and
/// is readable during the whole read is handed over exactly once; rows hidden by access rules are counted and reported.
/// </summary>
internal sealed class KeysetReader(PageSource source, TableRead read, Func<RecordPage, Task> onPage, CallContext call, ResumePoint? resume = null) : IDisposable
{
    private const int FirstPage = 200;
    private readonly SemaphoreSlim _delivery = new(1, 1);
    private readonly List<KeyRange> _unread = [];
    private long _rows;
    private int _pages;
    private long? _total = resume?.Total;

    /// <summary>Gets the rows that the caller has taken.</summary>
    internal long Rows => _rows;

    internal long? Total => _total;

    private long Earlier => resume?.Rows ?? 0;

    /// <summary>Gets the ranges whose rows the caller has not taken yet; to be asked when the reader has ended.</summary>
    internal IReadOnlyList<ResumeRange> Unread()
    {
        lock (_unread)
        {
            return [.. _unread.Select(range => range.Unread)];
        }
    }

    internal async Task<ReadSummary> RunAsync()
    {
        if (resume == null || (resume.Rows == 0 && resume.Total == null))
        {
            await StartAsync().ConfigureAwait(false);
        }
        else
        {
            await DrainAllAsync([.. resume.Ranges.Select(range => new KeyRange(range.From, range.After, range.Below, range.Estimate))]).ConfigureAwait(false);
        }

        long hidden = await HiddenAsync().ConfigureAwait(false);
        return new ReadSummary(_rows, _pages, source.Requests, hidden, _total);
    }

    public void Dispose() => _delivery.Dispose();

    private async Task StartAsync()
    {
        // A small first page: the first row is there at once, and a caller who stops after it has cost one request.
        var whole = new KeyRange(null, null, null, long.MaxValue);
        Add([whole]);
        TablePage first = await source.FetchAsync(read, whole.Page(FirstPage, count: true), call).ConfigureAwait(false);
        _total = first.Total;
        await DeliverAsync(whole, whole.Accept(first.Rows).Rows, call).ConfigureAwait(false);
        Remove(whole);
        if (_total != first.Rows.Count || first.Rows.Count >= first.Limit)
        {
            // A hidden first window leaves no cursor; the range then starts again from below, where the empty page is explored.
            long left = _total == null ? 0 : Math.Max(0, _total.Value - first.Limit);
            await DrainAllAsync([new KeyRange(null, first.Rows.Count > 0 ? first.Rows[first.Rows.Count - 1].SysId : null, null, left)]).ConfigureAwait(false);
        }
    }

    private void Add(IEnumerable<KeyRange> ranges)
    {
        lock (_unread)
        {
            _unread.AddRange(ranges);
        }
    }

    private void Remove(KeyRange range)
    {
        lock (_unread)
        {
            _unread.Remove(range);
        }
    }

    private async Task DrainAllAsync(List<KeyRange> ranges)
    {
        Add(ranges);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        CallContext inner = call.With(stop.Token);
        int parts = _total == null || ranges.Count != 1 ? 1 : (int)Math.Max(1, Math.Min(source.Client.Lanes, ranges[0].Remaining / source.Sizer.Size));
        List<Task> workers = [.. ranges.Select(range => GuardAsync(WorkAsync(range, inner), stop))];
        if (parts > 1)
        {
            workers.Add(GuardAsync(SpreadAsync(ranges[0], parts, inner), stop));
        }

        try
        {
            await Task.WhenAll(workers).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped) when (call.Token.IsCancellationRequested)
        {
            // The caller knows its own token only.
            throw new OperationCanceledException(stopped.Message, stopped, call.Token);
        }
        catch (OperationCanceledException) when (!call.Token.IsCancellationRequested)
        {
            // One lane failed and stopped the others: its error is the cause, their stops are not.
            Exception? cause = workers.SelectMany(worker => worker.Exception?.InnerExceptions ?? Enumerable.Empty<Exception>()).FirstOrDefault(failure => failure is not OperationCanceledException);
            throw cause ?? ErrorCatalog.RequestTimeout.With(source.Client.Instance, "the time allowed", read.Table);
        }
    }

    private static async Task GuardAsync(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>Cuts the range into equal parts while its lane already reads, and reads the new parts.</summary>
    private async Task SpreadAsync(KeyRange range, int parts, CallContext inner)
    {
        List<KeyRange> shares = range.Split(await BordersAsync(range, parts, inner).ConfigureAwait(false), parts);
        Add(shares);
        await Task.WhenAll(shares.Select(share => WorkAsync(share, inner))).ConfigureAwait(false);
    }

    /// <summary>Finds the sys_ids at equal distances by asking for single rows; ids are not evenly spread, so halving the alphabet would not do (contract §2.5).</summary>
    private async Task<IEnumerable<string>> BordersAsync(KeyRange range, int parts, CallContext inner)
    {
        long remaining = range.Remaining;
        PageRequest window = range.Page(1, count: false);
        TableRead ids = read.OnlyIds();
        try
        {
            TablePage[] probes = await Task.WhenAll(Enumerable.Range(1, parts - 1)
                .Select(i => source.FetchAsync(ids, window with { Offset = Math.Max(1, remaining * i / parts) }, inner))).ConfigureAwait(false);
            return probes.SelectMany(probe => probe.Rows).Select(row => row.SysId).ToList();
        }
        catch (ElementException failure) when (failure.Reason is "QuotaExceeded" or "RequestTimeout" or "ResponseDamaged" or "QueryRefused" or "RequestRefused")
        {
            inner.Diagnostics.Verbose($"Measuring {read.Table} failed ({failure.Reason}); split by the alphabet of sys_ids instead.");
            return Enumerable.Range(1, parts - 1).Select(i => (i * 256 / parts).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private async Task WorkAsync(KeyRange? range, CallContext inner)
    {
        while (range != null)
        {
            await DrainAsync(range, inner).ConfigureAwait(false);
            Remove(range);
            range = await StealAsync(inner).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the upper half of the longest range that another lane still reads.</summary>
    private async Task<KeyRange?> StealAsync(CallContext inner)
    {
        KeyRange? victim;
        lock (_unread)
        {
            victim = _unread.OrderByDescending(range => range.Remaining).FirstOrDefault();
        }

        if (victim == null || victim.Remaining <= 2L * source.Sizer.Size || source.Client.Lanes == 1)
        {
            return null;
        }

        List<KeyRange> halves = victim.Split(await BordersAsync(victim, 2, inner).ConfigureAwait(false), 2);
        Add(halves);
        return halves.FirstOrDefault();
    }

    private async Task DrainAsync(KeyRange range, CallContext inner)
    {
        bool count = false;
        while (true)
        {
            // Near the end the count comes along, so that the end is proven without another request.
            int limit = source.Sizer.Size;
            count |= range.Remaining <= limit;
            TablePage page = await source.FetchAsync(read, range.Page(limit, count), inner).ConfigureAwait(false);
            (IReadOnlyList<Record> rows, bool passed) = range.Accept(page.Rows);
            await DeliverAsync(range, rows, inner).ConfigureAwait(false);
            if (passed || (page.Total == page.Rows.Count && page.Rows.Count < page.Limit))
            {
                return;
            }

            if (page.Rows.Count > 0)
            {
                count = page.Rows.Count < page.Limit;
            }
            else if (count && page.Total != 0)
            {
                // Headers have been seen that lie (EC45): a second count by another way bounds the search.
                long left = Math.Min(page.Total ?? long.MaxValue, await LeftAsync(range, inner).ConfigureAwait(false));
                if (left == 0 || !await CrossHiddenAsync(range, page.Limit, left, inner).ConfigureAwait(false))
                {
                    return;
                }

                count = false;
            }
            else if (page.Total == 0)
            {
                return;
            }
            else
            {
                count = true;
            }
        }
    }

    private Task<long> LeftAsync(KeyRange range, CallContext inner)
    {
        FilterNode? rest = PageSource.Cursor(range.Page(1, count: true));
        return source.CountAsync(rest == null ? read : read.Narrow(rest), inner);
    }

    /// <summary>A whole window is hidden by access rules: looks further in steps until a row appears or the counted end is reached (contract §6.6 A5).</summary>
    /// <returns>True when a row was found and the range goes on after it.</returns>
    private async Task<bool> CrossHiddenAsync(KeyRange range, int step, long total, CallContext inner)
    {
        for (long offset = step; offset < total; offset += step)
        {
            TablePage page = await source.FetchAsync(read, range.Page(step, count: false, offset), inner).ConfigureAwait(false);
            if (page.Limit < step)
            {
                // The window was halved under way; its second half is looked at next.
                step = page.Limit;
            }

            if (page.Rows.Count > 0)
            {
                (IReadOnlyList<Record> rows, bool passed) = range.Accept(page.Rows);
                await DeliverAsync(range, rows, inner).ConfigureAwait(false);
                return !passed;
            }
        }

        return false;
    }

    private async Task DeliverAsync(KeyRange range, IReadOnlyList<Record> rows, CallContext inner)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await _delivery.WaitAsync(inner.Token).ConfigureAwait(false);
        try
        {
            await onPage(new RecordPage(rows, _total)).ConfigureAwait(false);
            range.Delivered(rows[rows.Count - 1].SysId);
            _pages++;
            _rows += rows.Count;
            inner.Diagnostics.Progress(new ProgressUpdate("Reading " + read.Table, Earlier + _rows, _total));
        }
        finally
        {
            _delivery.Release();
        }
    }

    private async Task<long> HiddenAsync()
    {
        if (_total == null || Earlier + _rows >= _total)
        {
            return 0;
        }

        // Fewer than counted: either rows were deleted meanwhile, or access rules hide them. The count of now tells.
        long now = await source.CountAsync(read, call).ConfigureAwait(false);
        long hidden = Math.Max(0, Math.Min(now, _total.Value) - Earlier - _rows);
        if (hidden > 0)
        {
            call.Diagnostics.Warning($"{source.Client.Instance}: {hidden} of {_total} records of {read.Table} are hidden from this user by access rules and are not in the result.");
        }

        return hidden;
    }
}

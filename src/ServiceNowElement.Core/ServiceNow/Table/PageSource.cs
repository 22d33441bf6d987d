using System.Diagnostics;
using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Fetches single pages. A page counts only whole: type, shape, end, order and cursor are checked before a row leaves (design §4).</summary>
internal sealed class PageSource(ApiClient client, TableDialect? dialect = null)
{
    private const int MostDamages = 8;
    private const int TriesOfOneRow = 3;
    private readonly TableDialect _tables = dialect ?? NativeTables.Instance;
    private int _requests;
    private volatile bool _cursorProven;

    /// <summary>Gets how many requests were sent, counts and retries of damaged pages included.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    internal PageSizer Sizer { get; } = (dialect ?? NativeTables.Instance).NewSizer();

    internal ApiClient Client => client;

    internal TableDialect Tables => _tables;

    /// <summary>Gets a value indicating whether a page has shown that conditions on sys_id are obeyed.</summary>
    internal bool CursorProven => _cursorProven;

    /// <summary>Counts the rows of a read, hidden ones included.</summary>
    internal Task<long> CountAsync(TableRead read, CallContext call)
    {
        Interlocked.Increment(ref _requests);
        return _tables.CountAsync(this, read, call);
    }

    internal async Task<TablePage> FetchAsync(TableRead read, PageRequest page, CallContext call)
    {
        int limit = page.Limit;
        bool count = page.Count;
        int ofOneRow = 0;
        for (int damages = 1; ; damages++)
        {
            try
            {
                return await OnceAsync(read, page with { Limit = limit, Count = count }, call).ConfigureAwait(false);
            }
            catch (ElementException failure) when (MayShrink(failure) && (page.GoesOn || damages < MostDamages))
            {
                // The count may be dearer than the page (contract §2.3, EC41): after two tries it goes first.
                count &= failure.Reason != "QuotaExceeded" || damages < 2;
                if (page.GoesOn && limit == 1 && ++ofOneRow == TriesOfOneRow)
                {
                    TablePage rescued = await new PoisonRow(this, read, page with { Limit = 1, Count = count }, call).RescueAsync(failure).ConfigureAwait(false);

                    // One bad row says nothing about the size that suits the others.
                    Sizer.Restore();
                    return rescued;
                }

                limit = limit > PageSizer.Smallest ? Math.Max(PageSizer.Smallest, Sizer.Halve(limit)) : page.GoesOn ? Math.Max(1, limit / 2) : limit;
                limit = Math.Min(limit, page.Limit);
                call.Diagnostics.Verbose($"Page of {read.Table} rejected ({failure.Message}); asked again from the same place with {limit} rows.");
                await PauseAsync(damages, call).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Tells whether a smaller page may succeed where this one failed.</summary>
    internal static bool MayShrink(ElementException failure) => failure.Reason is "QuotaExceeded" or "ResponseDamaged";

    internal Task PauseAsync(int attempt, CallContext call) => client.Clock.DelayAsync(Backoff.For(attempt, 0.2, 5), call.Token);

    /// <summary>Asks for a page once, at its size.</summary>
    internal Task<TablePage> OnceAsync(TableRead read, PageRequest page, CallContext call)
    {
        Interlocked.Increment(ref _requests);
        page = _tables.Fit(page);
        var request = new ApiRequest { Target = _tables.Page(read, page), Table = read.Table, CallerShrinks = true };
        var watch = Stopwatch.StartNew();
        return client.SendAsync(
            request,
            async response =>
            {
                using var stream = new CountingStream(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), request.Touch);
                List<Record> rows;
                var doubled = new HashSet<string>(StringComparer.Ordinal);
                try
                {
                    rows = PageParser.ReadRows(stream, read.Layout, page.Limit, doubled, _tables);
                }
                catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
                {
                    request.Idle?.Throw();
                    call.Token.ThrowIfCancellationRequested();
                    throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
                }

                Check(read, page, rows, request);
                read.Notes.Add(rows, doubled);
                request.Rows = rows.Count;
                Sizer.Accept(page.Limit, stream.Count, watch.Elapsed);
                long? total = page.Count ? _tables.Total(response) : null;
                int? lowered = _tables.Lowered(response, page, rows.Count, total, call.Diagnostics);
                if (lowered != null)
                {
                    Sizer.Lower(lowered.Value);
                }

                return new TablePage(rows, total, lowered ?? page.Limit, _tables.Next(response));
            },
            call);
    }

    private void Check(TableRead read, PageRequest page, List<Record> rows, ApiRequest request)
    {
        if (rows.Count > page.Limit)
        {
            throw ResponseClassifier.Damaged(client.Instance, request, $"{rows.Count} rows instead of at most {page.Limit}");
        }

        if (read.Layout.IndexOf("sys_id") < 0)
        {
            return;
        }

        string? last = page.After;
        foreach (Record row in rows)
        {
            string id = row.SysId;
            if (id.Length == 0)
            {
                throw ResponseClassifier.Damaged(client.Instance, request, "a row has no sys_id");
            }

            if (page.OrderBy != null)
            {
                continue;
            }

            bool rises = (last == null || SysIdOrder.Compare(id, last) > 0) && (last != null || page.From == null || SysIdOrder.Compare(id, page.From) >= 0);
            if (!rises || (page.Below != null && SysIdOrder.Compare(id, page.Below) >= 0))
            {
                // The condition on sys_id was not honoured: going on would repeat or lose rows.
                throw _tables.MayIgnoreConditions && !_cursorProven
                    ? new CursorIgnoredException($"the row {id} of {read.Table} is outside of what was asked for")
                    : ResponseClassifier.Damaged(client.Instance, request, $"the row {id} is outside of what was asked for");
            }

            last = id;
        }

        // A single row somewhere in the middle proves nothing.
        _cursorProven |= page.OrderBy == null && page.Offset == 0 && (page.After ?? page.From) != null && rows.Count > 0;
    }

    /// <summary>The conditions on sys_id of a page.</summary>
    internal static string Conditions(PageRequest page)
    {
        var conditions = new List<string>();
        if (page.After != null)
        {
            conditions.Add("sys_id>" + page.After);
        }
        else if (page.From != null)
        {
            conditions.Add("sys_id>=" + page.From);
        }

        if (page.Below != null)
        {
            conditions.Add("sys_id<" + page.Below);
        }

        return string.Join("^", conditions);
    }

    /// <summary>The same conditions as a filter.</summary>
    internal static FilterNode? Cursor(PageRequest page)
    {
        var terms = new List<FilterNode>();
        if (page.After != null || page.From != null)
        {
            terms.Add(new FilterTerm("sys_id", page.After != null ? FilterOperator.GreaterThan : FilterOperator.GreaterOrEqual, [page.After ?? page.From]));
        }

        if (page.Below != null)
        {
            terms.Add(new FilterTerm("sys_id", FilterOperator.LessThan, [page.Below]));
        }

        return terms.Count switch { 0 => null, 1 => terms[0], _ => new FilterGroup(isOr: false, terms) };
    }
}

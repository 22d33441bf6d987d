using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>Records by the hub routes of a service (contract cloud-elements-api §7 to §10).</summary>
internal sealed class CloudTables(CloudCalls calls) : TableDialect
{
    /// <summary>The largest page of this element (contract §9).</summary>
    internal const int MostRows = 200;

    private static readonly Regex s_number = new(@"\d+", RegexOptions.CultureInvariant);
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);
    private volatile int _most = MostRows;

    internal override bool IsWrapped => false;

    internal override bool MayIgnoreConditions => true;

    // A transformation renames sys_id, and "id" is what everybody calls it (contract §7.3, rule 10 of §16.2).
    internal override string? OtherKey => "id";

    internal override PageSizer NewSizer() => new(_most, _most);

    internal override PageRequest Fit(PageRequest page)
    {
        int size = Math.Max(1, Math.Min(page.Limit, _most));
        while (page.Token == null && page.Offset > 0 && page.Offset % size != 0)
        {
            // Places are told in pages, so the size must divide the place.
            size--;
        }

        return page with { Limit = size };
    }

    internal override string Page(TableRead read, PageRequest page)
    {
        var target = new StringBuilder(CloudCalls.Hub).Append(Uri.EscapeDataString(read.Table)).Append('?');
        if (Where(read.Filter, page) is { } where)
        {
            target.Append("where=").Append(Uri.EscapeDataString(where)).Append('&');
        }

        string order = page.OrderBy == null ? "sys_id" : CeqlWriter.Write(page.OrderBy);
        if (order.Length > 0)
        {
            target.Append("orderBy=").Append(Uri.EscapeDataString(order)).Append('&');
        }

        if (read.WireFields != null)
        {
            target.Append("fields=").Append(Uri.EscapeDataString(read.WireFields).Replace("%2C", ",")).Append('&');
        }

        target.Append("pageSize=").Append(page.Limit.ToString(CultureInfo.InvariantCulture));
        if (page.Token != null)
        {
            target.Append("&nextPage=").Append(Uri.EscapeDataString(page.Token));
        }
        else if (page.Offset > 0)
        {
            target.Append("&page=").Append(((page.Offset / page.Limit) + 1).ToString(CultureInfo.InvariantCulture));
        }

        if (page.Count)
        {
            target.Append("&returnCount=true");
        }

        return target.Append(read.Layout.Mode == ValueMode.Raw ? string.Empty : "&" + CloudCalls.Labels).ToString();
    }

    internal override string Record(ObjectSchema schema, string? sysId) =>
        CloudCalls.Hub + Uri.EscapeDataString(schema.Name) + (sysId == null ? string.Empty : "/" + Uri.EscapeDataString(sysId)) + "?" + CloudCalls.Labels;

    internal override long? Total(HttpResponseMessage response) =>
        long.TryParse(ResponseClassifier.Header(response, "Elements-Total-Count"), NumberStyles.None, CultureInfo.InvariantCulture, out long total) ? total : null;

    internal override string? Next(HttpResponseMessage response) => CloudCalls.Next(response);

    internal override int? Lowered(HttpResponseMessage response, PageRequest page, int rows, long? total, IDiagnostics diagnostics)
    {
        string? said = ResponseClassifier.Header(response, "Elements-Error");
        if (string.IsNullOrEmpty(said))
        {
            return null;
        }

        bool aboutSize = said!.IndexOf("page", StringComparison.OrdinalIgnoreCase) >= 0 || said.IndexOf("size", StringComparison.OrdinalIgnoreCase) >= 0;
        if (!aboutSize)
        {
            if (_said.TryAdd(said, true))
            {
                // Something was changed or dropped although the call succeeded (contract §1.4): once is enough to know.
                diagnostics.Warning($"{calls.Instance}: {said}");
            }

            return null;
        }

        // The text has no fixed form; a number below the size asked for is the size given, else the rows that came are.
        int[] numbers = [.. s_number.Matches(said).Cast<Match>().Select(match => int.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0).Where(number => number > 0 && number < page.Limit)];
        bool goesOn = Next(response) != null || total > rows;
        int size = numbers.Length > 0 ? numbers.Max() : goesOn && rows > 0 && rows < page.Limit ? rows : 0;
        if (size < rows || size == 0)
        {
            return null;
        }

        if (size < _most)
        {
            _most = size;
            diagnostics.Verbose($"{calls.Instance} gives at most {size} records a page: {said}");
        }

        return size;
    }

    internal override async Task<long> CountAsync(PageSource source, TableRead read, CallContext call)
    {
        TablePage page = await source.FetchAsync(read.OnlyIds(), new PageRequest { Limit = 1, Count = true, OrderBy = [] }, call).ConfigureAwait(false);

        // A count is promised with returnCount (contract §9); nothing at all needs none.
        return page.Total ?? (page.Rows.Count == 0 ? 0 : throw ErrorCatalog.NotSupported.With(calls.Instance, $"does not count the records of {read.Table}"));
    }

    internal override Task<bool?> IsJournalWrittenAsync(PageSource source, PendingWrite write, CallContext call) =>
        new CloudJournals(calls).IsWrittenAsync(write.Schema.Name, write.SysId, write.Journals, write.Started, call);

    private static string? Where(FilterNode? filter, PageRequest page)
    {
        FilterNode? cursor = PageSource.Cursor(page);
        FilterNode? both = filter == null ? cursor : cursor == null ? filter : new FilterGroup(isOr: false, [filter, cursor]);
        return both == null ? null : CeqlWriter.Write(both);
    }
}

using System.Text.RegularExpressions;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Lists comments and work notes, newest first: as rows of sys_journal_field, or from the displayed history where those may not be read (contract servicenow-rest §2.6).</summary>
internal sealed class JournalReader(PageSource source, SchemaCache schemas)
{
    private const string Entries = "sys_journal_field";
    private const int PageSize = 250;
    private static readonly SortTerm[] s_order = [new("sys_created_on", true), new("sys_id", false)];
    private static readonly Regex s_sortable = new(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", RegexOptions.CultureInvariant);

    private string Instance => source.Client.Instance;

    internal static string Column(JournalKind kind) => kind == JournalKind.Comment ? "comments" : "work_notes";

    internal async Task ListAsync(string objectName, string sysId, JournalKind? kind, Func<IReadOnlyList<JournalEntry>, Task> onPage, CallContext call)
    {
        ObjectSchema schema = await schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false);
        JournalKind[] kinds = kind == null ? [JournalKind.Comment, JournalKind.WorkNote] : [kind.Value];
        bool any = false;
        try
        {
            await RowsAsync(schema, sysId, kinds, onPage, () => any = true, call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (failure.Reason is "AclDenied" or "UnknownObject" && !any)
        {
            call.Diagnostics.Verbose($"{Instance}: {Entries} cannot be read ({failure.Reason}); the history is read as it is displayed, without exact times.");
        }

        if (!any)
        {
            // Rules may also hide every row without a word. The displayed history tells, and so does a record that does not exist.
            List<JournalEntry> shown = await DisplayedAsync(schema, sysId, kinds, call).ConfigureAwait(false);
            if (shown.Count > 0)
            {
                await onPage(shown).ConfigureAwait(false);
            }
        }
    }

    private async Task RowsAsync(ObjectSchema schema, string sysId, JournalKind[] kinds, Func<IReadOnlyList<JournalEntry>, Task> onPage, Action found, CallContext call)
    {
        TableRead read = Rows(sysId, kinds);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long? total = null;
        for (long offset = 0; total == null || offset < total;)
        {
            // New entries come in at the front, so what is read meanwhile may come twice, but nothing is passed over.
            var request = new PageRequest { OrderBy = s_order, Limit = PageSize, Offset = offset, Count = true };
            TablePage page = await source.FetchAsync(read, request, call).ConfigureAwait(false);
            List<JournalEntry> fresh = [.. page.Rows.Where(row => seen.Add(row.SysId)).Select(row => Entry(schema, sysId, row))];
            total = page.Total ?? (page.Rows.Count == 0 ? offset : null);
            offset += page.Limit;
            if (fresh.Count > 0)
            {
                found();
                await onPage(fresh).ConfigureAwait(false);
            }
        }

        if (seen.Count > 0 && seen.Count < total)
        {
            call.Diagnostics.Warning($"{Instance}: up to {total - seen.Count} of {total} entries of {schema.Name}/{sysId} are hidden from this user by access rules and are not in the result.");
        }
    }

    private TableRead Rows(string sysId, JournalKind[] kinds)
    {
        EncodedQuery query = EncodedQueryWriter.Write(new FilterGroup(
            false,
            [
                new FilterTerm("element_id", FilterOperator.Equal, [sysId]),
                new FilterTerm("element", FilterOperator.In, [.. kinds.Select(Column)]),
            ]));
        string[] columns = ["sys_id", "name", "element", "value", "sys_created_on", "sys_created_by"];
        return new TableRead(Entries, query, new RecordLayout(Entries, Instance, ValueMode.Raw, [.. columns.Select(name => new RecordColumn(name, null))]));
    }

    private JournalEntry Entry(ObjectSchema schema, string sysId, Record row) => new()
    {
        Kind = row["element"].Value == Column(JournalKind.Comment) ? JournalKind.Comment : JournalKind.WorkNote,
        Text = row["value"].Value ?? string.Empty,
        Created = WireTime.TryParse(row["sys_created_on"].Value ?? string.Empty, out DateTime created) ? created : null,
        CreatedBy = row["sys_created_by"].Value ?? string.Empty,
        Object = row["name"].Value is { Length: > 0 } name ? name : schema.Name,
        RecordId = sysId,
        Instance = Instance,
    };

    private async Task<List<JournalEntry>> DisplayedAsync(ObjectSchema schema, string sysId, JournalKind[] kinds, CallContext call)
    {
        var layout = new RecordLayout(schema.Name, Instance, ValueMode.Value, [.. kinds.Select(kind => new RecordColumn(Column(kind), null))]);
        string target = $"api/now/v2/table/{Uri.EscapeDataString(schema.Name)}/{Uri.EscapeDataString(sysId)}?sysparm_display_value=all&sysparm_exclude_reference_link=true&sysparm_fields={string.Join(",", kinds.Select(Column))}";
        var request = new ApiRequest { Target = target, Table = schema.Name, Key = sysId };
        Record record = await source.Client.SendAsync(request, response => RecordExchange.ReadAsync(source.Client, request, layout, response, call), call).ConfigureAwait(false);
        var entries = new List<(string Time, JournalEntry Entry)>();
        foreach (JournalKind kind in kinds)
        {
            entries.AddRange(JournalText.Split(record[Column(kind)].Display ?? string.Empty).Select(entry => (entry.Time, new JournalEntry
            {
                Kind = kind,
                Text = entry.Text,
                CreatedBy = entry.Who,
                Object = schema.Name,
                RecordId = sysId,
                Instance = Instance,
            })));
        }

        // Displayed times are never read as points in time, but texts of this form sort like them.
        return [.. (entries.All(entry => s_sortable.IsMatch(entry.Time)) ? entries.OrderByDescending(entry => entry.Time, StringComparer.Ordinal) : entries.AsEnumerable()).Select(entry => entry.Entry)];
    }
}

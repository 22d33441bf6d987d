using System.Globalization;
using System.Text;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Records by the Table API of an instance (contract servicenow-rest §2).</summary>
internal sealed class NativeTables : TableDialect
{
    internal static NativeTables Instance { get; } = new();

    internal override bool IsWrapped => true;

    internal override bool MayIgnoreConditions => false;

    internal override PageSizer NewSizer() => new();

    internal override string Page(TableRead read, PageRequest page)
    {
        string query = read.Query.With(PageSource.Conditions(page), page.OrderBy == null ? "ORDERBYsys_id" : EncodedQueryWriter.Order(page.OrderBy));
        var target = new StringBuilder("api/now/v2/table/").Append(Uri.EscapeDataString(read.Table));
        target.Append("?sysparm_query=").Append(Uri.EscapeDataString(query));
        if (read.WireFields != null)
        {
            target.Append("&sysparm_fields=").Append(Uri.EscapeDataString(read.WireFields).Replace("%2C", ","));
        }

        target.Append("&sysparm_limit=").Append(page.Limit.ToString(CultureInfo.InvariantCulture));
        if (page.Offset > 0)
        {
            target.Append("&sysparm_offset=").Append(page.Offset.ToString(CultureInfo.InvariantCulture));
        }

        target.Append(read.Layout.Mode == ValueMode.Raw ? "&sysparm_display_value=false" : "&sysparm_display_value=all");
        target.Append("&sysparm_exclude_reference_link=true&sysparm_suppress_pagination_header=true");
        return target.Append(page.Count ? string.Empty : "&sysparm_no_count=true").ToString();
    }

    internal override string Record(ObjectSchema schema, string? sysId) =>
        "api/now/v2/table/" + Uri.EscapeDataString(schema.Name) + (sysId == null ? string.Empty : "/" + Uri.EscapeDataString(sysId))
        + "?sysparm_display_value=all&sysparm_exclude_reference_link=true";

    internal override long? Total(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Total-Count", out IEnumerable<string>? values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out long total) ? total : null;

    internal override Task<long> CountAsync(PageSource source, TableRead read, CallContext call) => new StatsClient(source.Client).CountAsync(read.Table, read.Query, call);

    internal override Task<bool?> IsJournalWrittenAsync(PageSource source, PendingWrite write, CallContext call) =>
        new JournalCheck(source).IsWrittenAsync(write.SysId, write.Journals, write.Started, call);
}

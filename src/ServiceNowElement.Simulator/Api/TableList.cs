using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Simulator.Queries;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The list operation: count, ids in order with offset and limit, then access rules, then columns (contract servicenow-rest §2.2, §2.3).</summary>
internal static class TableList
{
    internal static Reply Run(Call call, SimTable table, string version)
    {
        Database data = call.Data;
        int limit = Limit(call, 10000);
        int offset = Offset(call);
        var reply = new Reply();
        bool count = !call.Flag("sysparm_no_count");
        Selection selection = Selection.Of(call, table);
        (List<SimRow> window, int total) = selection.Window(offset, limit, count || call.Fault?.Name == "unordered");
        List<SimRow> visible = [.. window.Where(row => !IsHidden(call.Knobs, table, row.Id))];
        if (call.Fault?.Name == "unordered" && visible.Count > 2)
        {
            (visible[0], visible[^1]) = (visible[^1], visible[0]);
        }

        var writer = new RowWriter(call, table);
        using (var json = new Utf8JsonWriter(reply.Body, RowWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("result");
            foreach (SimRow row in visible)
            {
                writer.Write(json, row);
                reply.RowIds.Add(row.Id);
                reply.RowEnds.Add((int)json.BytesCommitted + json.BytesPending);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        reply.Rows = visible.Count;
        reply.Modelled = 25 + (count ? total * 0.002 : 0) + (offset * 0.005) + (window.Count * (0.65 + (0.18 * writer.Columns)) * writer.Factor);
        if (count)
        {
            reply.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        }

        if (!call.Flag("sysparm_suppress_pagination_header") && count && total > limit)
        {
            reply.Headers["Link"] = Link(call, offset, limit, total);
        }

        if (visible.Count == 0 && version == "v1")
        {
            throw ApiError.NotFound();
        }

        return reply;
    }

    /// <summary>The limit of a list (E2).</summary>
    internal static int Limit(Call call, int otherwise) => Number(call.Parameter("sysparm_limit"), otherwise) is var limit and > 0
        ? limit
        : throw new ApiError(400, "Invalid value given for sysparm_limit", "sysparm_limit value must be a positive integer");

    /// <summary>The offset of a list (E3).</summary>
    internal static int Offset(Call call) => Number(call.Parameter("sysparm_offset"), 0) is var offset and >= 0
        ? offset
        : throw new ApiError(400, "offset is " + Number(call.Parameter("sysparm_offset"), 0), "Negative offset is not supported");

    private static bool IsHidden(SimulatorKnobs knobs, SimTable table, string id)
    {
        // The discovery tables stay whole: there, denied tables are the interesting case.
        if (table.Name.StartsWith("sys_", StringComparison.Ordinal))
        {
            return false;
        }

        if (knobs.HiddenFrom != null || knobs.HiddenBelow != null)
        {
            return (knobs.HiddenFrom == null || SimTable.Compare(id, knobs.HiddenFrom) >= 0) && (knobs.HiddenBelow == null || SimTable.Compare(id, knobs.HiddenBelow) < 0);
        }

        if (knobs.HiddenShare <= 0)
        {
            return false;
        }

        uint hash = 2166136261;
        foreach (char c in id)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash % 1000 < knobs.HiddenShare * 1000;
    }

    private static string Link(Call call, int offset, int limit, int total)
    {
        string Url(int at)
        {
            IEnumerable<string> others = call.Http.Request.Query.Where(pair => pair.Key is not ("sysparm_offset" or "sysparm_limit")).Select(pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value.ToString()));
            return $"<{call.Origin}{call.Path}?{string.Join("&", others.Append("sysparm_limit=" + limit).Append("sysparm_offset=" + at))}>";
        }

        int last = (total - 1) / limit * limit;
        var links = new List<string> { Url(0) + ";rel=\"first\"" };
        if (offset > 0)
        {
            links.Add(Url(Math.Max(0, offset - limit)) + ";rel=\"prev\"");
        }

        if (offset + limit < total)
        {
            links.Add(Url(offset + limit) + ";rel=\"next\"");
        }

        links.Add(Url(last) + ";rel=\"last\"");
        return string.Join(",", links);
    }

    private static int Number(string? text, int otherwise) =>
        text == null ? otherwise : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : -1;
}

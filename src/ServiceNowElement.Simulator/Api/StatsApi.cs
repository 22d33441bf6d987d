using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Simulator.Queries;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Aggregate API (contract servicenow-rest §4.1). Counts include rows that access rules hide.</summary>
internal static class StatsApi
{
    private static readonly string[] s_kinds = ["avg", "min", "max", "sum"];

    internal static Reply Run(Call call, string tableName)
    {
        SimTable table = call.Data.Find(tableName) ?? throw ApiError.InvalidTable(tableName);
        bool count = call.Flag("sysparm_count");
        (string Kind, string[] Fields)[] figures = [.. s_kinds.Select(kind => (kind, List(call, $"sysparm_{kind}_fields")))];
        string[] groups = List(call, "sysparm_group_by");
        if (!count && figures.All(figure => figure.Fields.Length == 0) && groups.Length == 0)
        {
            throw new ApiError(400, "No request parameter for aggregate operation specified", null);
        }

        if (call.Parameter("sysparm_having") != null || call.Parameter("sysparm_order_by") != null)
        {
            throw new NotSimulatedException("sysparm_having and sysparm_order_by of the Aggregate API");
        }

        call.Data.Gate.EnterReadLock();
        try
        {
            Selection selection = Selection.Of(call, table);
            var reply = new Reply();
            using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
            json.WriteStartObject();
            json.WritePropertyName("result");
            int matched = selection.Count();
            if (groups.Length == 0)
            {
                json.WriteStartObject();
                WriteStats(json, call, table, count, figures, matched, selection.Filtered);
                json.WriteEndObject();
            }
            else
            {
                WriteGroups(json, call, table, count, figures, groups, selection);
            }

            json.WriteEndObject();
            json.Flush();
            reply.Modelled = 25 + (matched * 0.002);
            reply.Rows = 1;
            return reply;
        }
        finally
        {
            call.Data.Gate.ExitReadLock();
        }
    }

    private static void WriteGroups(Utf8JsonWriter json, Call call, SimTable table, bool count, (string Kind, string[] Fields)[] figures, string[] groups, Selection selection)
    {
        var evaluator = new Evaluator(call.Data, table);
        Func<SimRow, string>[] read = [.. groups.Select(field => evaluator.Value(field, display: false))];
        string mode = call.Parameter("sysparm_display_value") ?? "false";
        json.WriteStartArray();
        foreach (IGrouping<string, SimRow> group in selection.Filtered().GroupBy(row => string.Join('\u0001', read.Select(value => value(row)))).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            WriteStats(json, call, table, count, figures, group.Count(), () => group);
            json.WriteStartArray("groupby_fields");
            string[] values = group.Key.Split('\u0001');
            for (int i = 0; i < groups.Length; i++)
            {
                SimColumn? column = QueryParser.Resolve(groups[i], table, call.Data);
                string label = column?.Reference != null && values[i].Length > 0 ? call.Data.Display(column.Reference, values[i]) : table.Labels(groups[i])?.GetValueOrDefault(values[i]) ?? values[i];
                json.WriteStartObject();
                json.WriteString("field", groups[i]);
                json.WriteString("value", mode == "true" ? label : values[i]);
                if (mode == "all")
                {
                    json.WriteString("display_value", label);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStats(Utf8JsonWriter json, Call call, SimTable table, bool count, (string Kind, string[] Fields)[] figures, int matched, Func<IEnumerable<SimRow>> rows)
    {
        json.WriteStartObject("stats");
        if (count)
        {
            json.WriteString("count", matched.ToString(CultureInfo.InvariantCulture));
        }

        foreach ((string kind, string[] fields) in figures.Where(figure => figure.Fields.Length > 0))
        {
            json.WriteStartObject(kind);
            foreach (string field in fields.Where(field => table.Find(field) != null))
            {
                json.WriteString(field, Figure(kind, table.Find(field)!, [.. rows().Select(row => row.Get(field)).Where(value => value.Length > 0)]));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Figure(string kind, SimColumn column, List<string> values)
    {
        if (values.Count == 0)
        {
            return string.Empty;
        }

        if (kind is "min" or "max")
        {
            values.Sort((left, right) => Evaluator.Order(column, left, right));
            return kind == "min" ? values[0] : values[^1];
        }

        decimal sum = values.Sum(value => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : 0);
        return kind == "sum" ? sum.ToString(CultureInfo.InvariantCulture) : (sum / values.Count).ToString("0.####", CultureInfo.InvariantCulture);
    }

    private static string[] List(Call call, string name) => call.Parameter(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

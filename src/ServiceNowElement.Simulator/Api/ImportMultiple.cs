using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Many rows in one call: no outcome per row, and the transform runs later by the instance's clock unless a row of sys_rest_insert_multiple says otherwise (contract servicenow-rest §4.3).</summary>
internal static class ImportMultiple
{
    internal static Reply Run(Call call, SimTable table)
    {
        Database data = call.Data;
        List<Dictionary<string, string>> rows = Rows(call, table);
        Records records = Records.Of(call);
        DateTime earliest = Earliest(call);
        SimRow group = Group(call, records);
        SimRow set = records.Make("sys_import_set", ("table_name", table.Name), ("state", "loaded"), ("multi_import_set", group.Id));
        List<SimRow> staged = [.. rows.Select((row, i) => ImportApi.Stage(records, table, set, i + 1, row))];
        var transform = new Transform(records, call.Fault?.Name);
        var reply = new Reply { Status = 201, Rows = staged.Count };
        reply.Modelled += staged.Count;
        if (Setting(data, table)?.Get("synchronous") == "true")
        {
            staged.ForEach(row => transform.Run(row));
            Finish(data, set, group);
            reply.Modelled += staged.Count * call.Knobs.TransformMilliseconds;
        }
        else
        {
            Schedule(call, transform, set, group, staged, earliest);
        }

        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteString("import_set_id", set.Id);
        json.WriteString("multi_import_set_id", group.Id);
        json.WriteEndObject();
        return reply;
    }

    private static void Schedule(Call call, Transform transform, SimRow set, SimRow group, List<SimRow> staged, DateTime earliest)
    {
        Database data = call.Data;
        DateTime last = earliest;
        foreach (SimRow row in staged)
        {
            DateTime done = data.Transformers.Take(earliest, call.Knobs.TransformMilliseconds);
            last = done > last ? done : last;
            data.Agenda.Add(done, () =>
            {
                // What was cancelled or deleted in the meantime is left alone.
                if (set.Get("state") != "cancelled" && Database.Get(row.Table, row.Id) != null)
                {
                    transform.Run(row);
                }
            });
        }

        data.Transformers.Ends(set.Id, last);
        data.Transformers.Ends(group.Id, last);
        data.Agenda.Add(last, () => Finish(data, set, group));
    }

    private static void Finish(Database data, SimRow set, SimRow group)
    {
        if (set.Get("state") != "cancelled")
        {
            State(data, set, "processed");
        }

        if (data["sys_import_set"].Rows.Where(row => row.Get("multi_import_set") == group.Id).All(row => row.Get("state") is "processed" or "cancelled"))
        {
            State(data, group, "processed");
        }
    }

    private static void State(Database data, SimRow row, string state)
    {
        row.Set("state", state);
        row.Set("sys_updated_on", data.Stamp);
    }

    /// <summary>When the first row may be transformed: now, or after another set is through.</summary>
    private static DateTime Earliest(Call call)
    {
        DateTime now = call.Data.Now;
        if (call.Parameter("run_after") is not { Length: > 0 } other)
        {
            return now;
        }

        if (Database.Get(call.Data["sys_import_set"], other) == null && Database.Get(call.Data["sys_multi_import_set"], other) == null)
        {
            throw ApiError.NotFound();
        }

        return call.Data.Transformers.End(other) is { } end && end > now ? end : now;
    }

    private static SimRow Group(Call call, Records records)
    {
        if (call.Parameter("multi_import_set_id") is not { Length: > 0 } id)
        {
            return records.Make("sys_multi_import_set", ("state", "loaded"));
        }

        SimRow group = Database.Get(call.Data["sys_multi_import_set"], id) ?? throw ApiError.NotFound();
        State(call.Data, group, "loaded");
        return group;
    }

    private static SimRow? Setting(Database data, SimTable table) => data["sys_rest_insert_multiple"].Rows.FirstOrDefault(row => row.Get("source_table") == table.Name);

    private static List<Dictionary<string, string>> Rows(Call call, SimTable table)
    {
        Func<string, string?> column = Keys(call, table);
        try
        {
            using JsonDocument document = JsonDocument.Parse(call.Body);
            return [.. document.RootElement.GetProperty("records").EnumerateArray().Select(record => record.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null && column(member.Name) != null)
                .GroupBy(member => column(member.Name)!)
                .ToDictionary(group => group.Key, group => Text(group.Last().Value), StringComparer.Ordinal))];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ApiError(400, "Exception while reading request", failure.Message);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>The keys of records are column labels unless the setting says names: the trap of EC87.</summary>
    private static Func<string, string?> Keys(Call call, SimTable table)
    {
        string type = call.Fault?.Name == "import-labels" ? "label" : Setting(call.Data, table)?.Get("key_type") ?? "label";
        switch (type)
        {
            case "name":
                return name => table.Own.Any(column => column.Name == name) ? name : null;
            case "label" or "":
                var names = call.Data["sys_dictionary"].Rows.Where(row => row.Get("name") == table.Name && row.Get("element").Length > 0)
                    .GroupBy(row => row.Get("column_label"), StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First().Get("element"), StringComparer.OrdinalIgnoreCase);
                return label => names.GetValueOrDefault(label);
            default:
                throw new NotSimulatedException($"records of insertMultiple in the form '{type}'");
        }
    }
}

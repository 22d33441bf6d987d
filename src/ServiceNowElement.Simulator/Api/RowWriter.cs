using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceNowElement.Simulator.Queries;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Writes rows in the value shapes of contract servicenow-rest §2.4.</summary>
internal sealed class RowWriter
{
    private static readonly JsonEncodedText s_value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText s_display = JsonEncodedText.Encode("display_value");
    private static readonly JsonEncodedText s_link = JsonEncodedText.Encode("link");
    private readonly Plan[] _plans;
    private readonly SimulatorKnobs _knobs;
    private readonly Database _data;
    private readonly string _mode;
    private readonly bool _links;
    private readonly string _base;

    internal RowWriter(Call call, SimTable table)
    {
        _knobs = call.Knobs;
        _data = call.Data;
        _mode = call.Parameter("sysparm_display_value") ?? "false";
        _links = !call.Flag("sysparm_exclude_reference_link");
        string prefix = call.Path.StartsWith("/api/now/v", StringComparison.Ordinal) ? call.Path[..call.Path.IndexOf("/table/", StringComparison.Ordinal)] : "/api/now";
        _base = call.Origin + prefix + "/table/";
        IEnumerable<string> names = call.Parameter("sysparm_fields") is { Length: > 0 } fields ? fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct() : table.Columns.Select(column => column.Name);
        var evaluator = new Evaluator(_data, table);
        _plans = [.. names.Where(name => !call.Knobs.HiddenFields.Contains(name)).Select(name => (Name: name, Column: QueryParser.Resolve(name, table, _data))).Where(pair => pair.Column != null)
            .Select(pair => new Plan(JsonEncodedText.Encode(pair.Name), pair.Column!, table.IndexOf(pair.Name), evaluator.Value(pair.Name, display: false), pair.Name.Contains('.', StringComparison.Ordinal) ? Owner(pair.Name, table) : null))];
    }

    internal static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal int Columns => _plans.Length;

    internal double Factor => _mode switch { "true" => 2.5, "all" => 3, _ => 1 };

    internal void Write(Utf8JsonWriter json, SimRow row)
    {
        json.WriteStartObject();
        foreach (Plan plan in _plans)
        {
            string value = plan.Index >= 0 ? row[plan.Index] : plan.Read(row);
            WriteValue(json, plan, row, value);
        }

        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, Plan plan, SimRow row, string value)
    {
        SimColumn column = plan.Column;
        bool reference = column.Reference != null;
        if (_mode == "false")
        {
            if (reference && _links && value.Length > 0)
            {
                json.WriteStartObject(plan.Name);
                json.WriteString(s_link, Link(column, value));
                json.WriteString(s_value, value);
                json.WriteEndObject();
            }
            else
            {
                json.WriteString(plan.Name, column.IsJournal ? string.Empty : value);
            }

            return;
        }

        string shown = Shown(column, plan.Owner ?? row.Table, row, value);
        bool withLink = reference && _links && value.Length > 0;
        if (_mode == "true" && !withLink)
        {
            json.WriteString(plan.Name, shown);
            return;
        }

        json.WriteStartObject(plan.Name);
        json.WriteString(s_display, shown);
        if (withLink)
        {
            json.WriteString(s_link, Link(column, value));
        }

        if (_mode == "all")
        {
            json.WriteString(s_value, column.IsJournal ? string.Empty : value);
        }

        json.WriteEndObject();
    }

    private string Shown(SimColumn column, SimTable owner, SimRow row, string value)
    {
        if (value.Length == 0 && !column.IsJournal)
        {
            return column.Name == "activity_due" ? "UNKNOWN" : string.Empty;
        }

        if (column.Reference != null)
        {
            return _data.Display(column.Reference, value);
        }

        if (column.Type == "sys_class_name")
        {
            return _data.Find(value)?.Label ?? value;
        }

        if (column.Type == "password")
        {
            return "********";
        }

        if (column.Type == "glide_list")
        {
            return string.Join(", ", value.Split(',').Select(id => _data.Display("sys_user", id)));
        }

        if (column.Type is "glide_date_time" or "due_date")
        {
            return UserTime.Show(_knobs, value);
        }

        if (column.IsJournal)
        {
            return Journal.History(_data, _knobs, row, column.Name);
        }

        return owner.Labels(column.Name)?.GetValueOrDefault(value) ?? value;
    }

    private string Link(SimColumn column, string value) =>
        column.Reference == "sys_db_object" && value.Length < 32 ? $"{_base}sys_db_object?name={value}" : _base + column.Reference + "/" + value;

    private SimTable Owner(string path, SimTable table)
    {
        string[] steps = path.Split('.');
        foreach (string step in steps[..^1])
        {
            table = _data.Find(table.Find(step)!.Reference!) ?? table;
        }

        return table;
    }

    private sealed record Plan(JsonEncodedText Name, SimColumn Column, int Index, Func<SimRow, string> Read, SimTable? Owner);
}

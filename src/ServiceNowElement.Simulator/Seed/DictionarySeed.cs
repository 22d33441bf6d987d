using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>Fills the discovery tables from the tables themselves: a child lists only its own columns (contract servicenow-rest §4.6).</summary>
internal static class DictionarySeed
{
    private static readonly Dictionary<string, string> s_labels = new(StringComparer.Ordinal)
    {
        ["sys_id"] = "Sys ID",
        ["sys_created_on"] = "Created",
        ["sys_created_by"] = "Created by",
        ["sys_updated_on"] = "Updated",
        ["sys_updated_by"] = "Updated by",
        ["sys_mod_count"] = "Updates",
        ["sys_class_name"] = "Task type",
        ["caller_id"] = "Caller",
        ["cmdb_ci"] = "Configuration item",
        ["opened_at"] = "Opened",
        ["closed_at"] = "Closed",
        ["resolved_at"] = "Resolved",
        ["user_name"] = "User ID",
        ["close_code"] = "Resolution code",
        ["close_notes"] = "Resolution notes",
    };

    /// <summary>The rows of one table that comes later.</summary>
    internal static void Fill(Database data, SimTable table, Func<string> nextId, string stamp)
    {
        string parent = data["sys_db_object"].Rows.FirstOrDefault(row => row.Get("name") == table.Parent?.Name)?.Id ?? string.Empty;
        AddTable(table, parent, (target, values) => data[target].Insert(Row(data[target], nextId(), stamp, values)));
        data.Changed();
    }

    internal static void Fill(Database data, IdSource ids, string stamp)
    {
        var rows = new Dictionary<string, List<SimRow>> { ["sys_db_object"] = [], ["sys_dictionary"] = [], ["sys_choice"] = [], ["sys_documentation"] = [], ["sys_number"] = [], ["sys_glide_object"] = [] };
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);

        void Add(string table, (string Column, string Value)[] values)
        {
            SimRow row = Row(data[table], ids.Next(), stamp, values);
            if (table == "sys_db_object")
            {
                objects[row.Get("name")] = row.Id;
            }

            rows[table].Add(row);
        }

        foreach (SimTable table in data.Tables.ToList())
        {
            AddTable(table, table.Parent == null ? string.Empty : objects[table.Parent.Name], Add);
        }

        foreach (string type in data.Tables.SelectMany(table => table.Own).Select(column => column.Type).Distinct().Order(StringComparer.Ordinal))
        {
            Add("sys_glide_object", [("name", type), ("label", Words(type)), ("scalar_type", Scalar(type)), ("scalar_length", "40")]);
        }

        foreach (KeyValuePair<string, List<SimRow>> list in rows)
        {
            data[list.Key].Load(list.Value);
        }
    }

    private static SimRow Row(SimTable table, string id, string stamp, (string Column, string Value)[] values)
    {
        var row = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = id };
        foreach ((string column, string value) in values.Append(("sys_created_on", stamp)).Append(("sys_updated_on", stamp)).Append(("sys_created_by", "system")).Append(("sys_updated_by", "system")).Append(("sys_mod_count", "0")))
        {
            row.Set(column, value);
        }

        return row;
    }

    private static void AddTable(SimTable table, string parent, Action<string, (string Column, string Value)[]> add)
    {
        add("sys_db_object", [("name", table.Name), ("label", table.Label), ("super_class", parent), ("is_extendable", table.Children.Count > 0 ? "true" : "false")]);
        add("sys_dictionary", [("name", table.Name), ("internal_type", "collection"), ("active", "true")]);
        foreach (SimColumn column in table.Own)
        {
            AddColumn(table, column, add);
        }

        if (table.Prefix != null)
        {
            add("sys_number", [("category", table.Name), ("prefix", table.Prefix), ("number", "10000"), ("maximum_digits", "7")]);
        }

        foreach (KeyValuePair<string, Dictionary<string, string>> choices in table.OwnLabels)
        {
            int sequence = 0;
            foreach (KeyValuePair<string, string> choice in choices.Value)
            {
                add("sys_choice", [("name", table.Name), ("element", choices.Key), ("value", choice.Key), ("label", choice.Value), ("sequence", (sequence++).ToString(CultureInfo.InvariantCulture)), ("inactive", "false"), ("language", "en")]);
            }
        }
    }

    private static void AddColumn(SimTable table, SimColumn column, Action<string, (string Column, string Value)[]> add)
    {
        string label = column.Label ?? (s_labels.TryGetValue(column.Name, out string? known) ? known : Words(column.Name));
        add("sys_dictionary",
        [
            ("name", table.Name), ("element", column.Name), ("internal_type", column.Type), ("max_length", (column.MaxLength ?? 40).ToString(CultureInfo.InvariantCulture)),
            ("reference", column.Reference ?? string.Empty), ("mandatory", column.Mandatory ? "true" : "false"), ("display", column.Display ? "true" : "false"),
            ("read_only", column.ReadOnly ? "true" : "false"), ("active", "true"), ("primary", column.Name == "sys_id" ? "true" : "false"),
            ("choice", table.Labels(column.Name) == null ? "0" : "1"), ("column_label", label),
        ]);
        add("sys_documentation", [("name", table.Name), ("element", column.Name), ("label", label), ("plural", label + "s"), ("language", "en")]);
    }

    private static string Scalar(string type) => type switch
    {
        "boolean" => "boolean",
        "integer" or "longint" or "count" => "integer",
        "decimal" or "float" => "decimal",
        "glide_date_time" or "due_date" or "glide_duration" or "timer" => "datetime",
        "glide_date" => "date",
        _ => "string",
    };

    private static string Words(string name)
    {
        string text = name.StartsWith("u_", StringComparison.Ordinal) ? name[2..] : name;
        return char.ToUpperInvariant(text[0]) + text[1..].Replace('_', ' ');
    }
}

using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Writes records with all that the platform does on their way in: stamps, numbers, defaults, rules, journals (contract servicenow-rest §2.7, §4.8).
/// Its caller holds the write lock.</summary>
internal sealed class Records(Database data, SimulatorKnobs knobs, string user, string userId, bool display = false)
{
    internal Database Data => data;

    internal string UserId => userId;

    internal static Records Of(Call call) => new(call.Data, call.Knobs, call.User, call.UserId, call.Flag("sysparm_input_display_value"));

    /// <summary>A record as a user sends it.</summary>
    internal SimRow Insert(SimTable table, IReadOnlyDictionary<string, string> members)
    {
        string id = members.TryGetValue("sys_id", out string? sent) && sent.Length > 0 && !knobs.AdminOnlySysFields ? sent : Guid.NewGuid().ToString("N");
        if (Database.Get(table, id) != null)
        {
            throw new ApiError(500, "Unique Key violation detected by database ((conn=1) Duplicate entry '" + id + "' for key 'PRIMARY')", null);
        }

        SimRow row = Blank(table, id);
        List<(string, string)> journal = Apply(table, row, members);
        Add(row);
        journal.ForEach(entry => Journal.Add(data, row, entry.Item1, entry.Item2, user));
        return row;
    }

    /// <summary>A record that the platform makes itself: no access rule looks at it.</summary>
    internal SimRow Make(string table, params (string Column, string Value)[] values)
    {
        SimRow row = Blank(data[table], Guid.NewGuid().ToString("N"));
        foreach ((string column, string value) in values)
        {
            row.Set(column, value);
        }

        Add(row);
        return row;
    }

    /// <summary>Changes a record through its own table or one that its table extends, whose columns are then the only ones known.</summary>
    /// <returns>Whether anything changed: if not, the stamps stay (contract §2.7).</returns>
    internal bool Update(SimTable seenAs, SimRow row, IReadOnlyDictionary<string, string> members)
    {
        SimRow old = row.Copy();
        SimRow next = row.Copy();
        List<(string, string)> journal = Apply(seenAs, next, members);
        string stamp = data.Stamp;
        Refuse(TaskRules.Apply(next, old, stamp, userId));
        bool changed = journal.Count > 0;
        for (int i = 1; i < row.Table.Columns.Count; i++)
        {
            changed |= row[i] != next[i];
            row[i] = next[i];
        }

        if (changed)
        {
            row.Set("sys_updated_on", stamp);
            row.Set("sys_updated_by", user);
            row.Set("sys_mod_count", (int.Parse(row.Get("sys_mod_count"), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
            journal.ForEach(entry => Journal.Add(data, row, entry.Item1, entry.Item2, user));
        }

        return changed;
    }

    private SimRow Blank(SimTable table, string id)
    {
        var values = new string[table.Columns.Count];
        Array.Fill(values, string.Empty);
        var row = new SimRow(table, values) { [0] = id };
        string stamp = data.Stamp;
        foreach ((string column, string value) in new[] { ("sys_created_on", stamp), ("sys_updated_on", stamp), ("sys_created_by", user), ("sys_updated_by", user), ("sys_mod_count", "0") })
        {
            row.Set(column, value);
        }

        return row;
    }

    private void Add(SimRow row)
    {
        string stamp = data.Stamp;
        TaskRules.Defaults(row, stamp, userId);
        Refuse(TaskRules.Apply(row, null, stamp, userId));
        row.Table.Insert(row);
        data.Changed();
    }

    private static void Refuse(string? detail)
    {
        if (detail != null)
        {
            throw new ApiError(403, "Operation Failed", detail);
        }
    }

    /// <summary>Writes members to the row. Unknown ones are ignored without error (contract §2.7).</summary>
    private List<(string Column, string Text)> Apply(SimTable seenAs, SimRow row, IReadOnlyDictionary<string, string> members)
    {
        var journal = new List<(string, string)>();
        foreach ((string name, string value) in members)
        {
            SimColumn? column = seenAs.Find(name);
            if (column == null || name is "sys_id" or "sys_mod_count" || knobs.HiddenFields.Contains(name) || (knobs.AdminOnlySysFields && column.ReadOnly))
            {
                continue;
            }

            if (column.IsJournal)
            {
                if (column.Type == "journal_input" && value.Length > 0)
                {
                    journal.Add((name, value));
                }

                continue;
            }

            string? stored = Stored(row.Table, column, value);
            if (stored != null)
            {
                row.Set(name, stored);
            }
        }

        return journal;
    }

    private string? Stored(SimTable table, SimColumn column, string value)
    {
        if (display && value.Length > 0)
        {
            string? choice = table.Labels(column.Name)?.FirstOrDefault(pair => string.Equals(pair.Value, value, StringComparison.OrdinalIgnoreCase)).Key;
            if (choice != null)
            {
                return choice;
            }

            if (column.Reference != null && data.Find(column.Reference) is { DisplayColumn: { } shown } target)
            {
                return target.Rows.FirstOrDefault(row => string.Equals(row.Get(shown), value, StringComparison.OrdinalIgnoreCase))?.Id ?? string.Empty;
            }
        }

        // Property glide.rest.choice.allow_non_existing_value: a value outside the list is refused silently (contract §2.7).
        if (!knobs.ChoiceAllowNonExisting && value.Length > 0 && table.Labels(column.Name)?.ContainsKey(value) == false)
        {
            return null;
        }

        // A bad date is no error: the column stays as it is (contract §2.6).
        return column.Type == "glide_date_time" && value.Length > 0 && !DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : value;
    }
}

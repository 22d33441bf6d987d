using System.Text;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Comments and work notes: written through to their own table, shown newest first (contract servicenow-rest §2.6).</summary>
internal static class Journal
{
    // Property glide.history.max_entries.
    private const int LongestHistory = 250;

    internal static string History(Database data, SimulatorKnobs knobs, SimRow row, string column)
    {
        IEnumerable<SimRow> entries = data["sys_journal_field"].Rows
            .Where(entry => entry.Get("element_id") == row.Id && (entry.Get("element") == column || column == "comments_and_work_notes"))
            .OrderByDescending(entry => entry.Get("sys_created_on"), StringComparer.Ordinal)
            .Take(LongestHistory);
        var text = new StringBuilder();
        foreach (SimRow entry in entries)
        {
            string user = entry.Get("sys_created_by");
            string name = data["sys_user"].Rows.FirstOrDefault(known => known.Get("user_name") == user)?.Get("name") ?? user;
            text.Append(UserTime.Show(knobs, entry.Get("sys_created_on"))).Append(" - ").Append(name).Append(entry.Get("element") == "comments" ? " (Additional comments)\n" : " (Work notes)\n").Append(entry.Get("value")).Append("\n\n");
        }

        return text.ToString();
    }

    internal static void Add(Database data, SimRow row, string column, string text, string user)
    {
        SimTable table = data["sys_journal_field"];
        string stamp = data.Stamp;
        var entry = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = Guid.NewGuid().ToString("N") };
        foreach ((string name, string value) in new[] { ("element_id", row.Id), ("element", column), ("name", row.Table.Name), ("value", text), ("sys_created_on", stamp), ("sys_updated_on", stamp), ("sys_created_by", user), ("sys_updated_by", user), ("sys_mod_count", "0") })
        {
            entry.Set(name, value);
        }

        table.Insert(entry);
    }
}

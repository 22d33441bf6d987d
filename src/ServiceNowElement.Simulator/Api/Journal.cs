using System.Text;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Comments and work notes: written through to their own table, shown newest first (contract servicenow-rest §2.6).</summary>
internal static class Journal
{
    internal static string History(Database data, SimRow row, string column)
    {
        IEnumerable<SimRow> entries = data["sys_journal_field"].Rows
            .Where(entry => entry.Get("element_id") == row.Id && entry.Get("element") == column)
            .OrderByDescending(entry => entry.Get("sys_created_on"), StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (SimRow entry in entries)
        {
            text.Append(entry.Get("sys_created_on")).Append(" - ").Append(entry.Get("sys_created_by")).Append(column == "comments" ? " (Additional comments)\n" : " (Work notes)\n").Append(entry.Get("value")).Append("\n\n");
        }

        return text.ToString();
    }

    internal static void Add(Database data, SimRow row, string column, string text, string user)
    {
        SimTable table = data["sys_journal_field"];
        string stamp = data.Stamp;
        var entry = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = Guid.NewGuid().ToString("N") };
        foreach ((string name, string value) in new[] { ("element_id", row.Id), ("element", column), ("name", row.Table.Name), ("value", text), ("sys_created_on", stamp), ("sys_updated_on", stamp), ("sys_created_by", user), ("sys_updated_by", user) })
        {
            entry.Set(name, value);
        }

        table.Insert(entry);
    }
}

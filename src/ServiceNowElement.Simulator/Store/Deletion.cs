using System.Xml.Linq;

namespace ServiceNowElement.Simulator.Store;

/// <summary>Deletes a record with its traces and its attachments (contract servicenow-rest §4.7).</summary>
internal static class Deletion
{
    private const string AttachmentTable = "sys_attachment";

    /// <summary>Deletes; the caller holds the write lock.</summary>
    internal static void Run(Database data, SimulatorKnobs knobs, SimRow row, string user)
    {
        row.Table.Remove(row);
        if (row.Table.Name == AttachmentTable)
        {
            data.Attachments.Delete(row.Id);
        }

        if (IsAudited(knobs, row.Table.Name))
        {
            Trace(data, row, user);
        }

        // What a cascade takes along carries the user "system".
        foreach (SimRow attachment in data[AttachmentTable].Rows.Where(file => BelongsTo(data, file, row)).ToList())
        {
            Run(data, knobs, attachment, "system");
        }

        data.Changed();
    }

    private static bool IsAudited(SimulatorKnobs knobs, string table) => table.StartsWith("sys_", StringComparison.Ordinal)
        ? knobs.AuditedSystemTables.Contains(table)
        : knobs.AuditDelete && !knobs.NoAuditDelete.Contains(table);

    // A file may be attached by the path of a parent table.
    private static bool BelongsTo(Database data, SimRow file, SimRow row) =>
        string.Equals(file.Get("table_sys_id"), row.Id, StringComparison.OrdinalIgnoreCase) && data.Find(file.Get("table_name"))?.Family().Contains(row.Table) == true;

    private static void Trace(Database data, SimRow row, string user)
    {
        string shown = row.Table.DisplayColumn == null ? string.Empty : row.Get(row.Table.DisplayColumn);
        (string, string)[] stamps = [("sys_created_on", data.Stamp), ("sys_created_by", user), ("sys_updated_on", data.Stamp), ("sys_updated_by", user), ("sys_mod_count", "0")];
        Insert(data["sys_audit_delete"], [("tablename", row.Table.Name), ("documentkey", row.Id), ("display_value", shown), ("payload", Payload(row)), .. stamps]);
        Insert(data["sys_audit"], [("tablename", row.Table.Name), ("documentkey", row.Id), ("fieldname", "DELETED"), ("newvalue", "DELETED"), ("user", user), .. stamps]);
    }

    private static void Insert(SimTable table, (string Column, string Value)[] values)
    {
        var entry = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = Guid.NewGuid().ToString("N") };
        foreach ((string column, string value) in values)
        {
            entry.Set(column, value);
        }

        table.Insert(entry);
    }

    private static string Payload(SimRow row)
    {
        var record = new XElement(row.Table.Name, new XAttribute("action", "DELETE"));
        for (int i = 0; i < row.Table.Columns.Count; i++)
        {
            // XML 1.0 cannot hold control characters, which descriptions may have.
            record.Add(new XElement(row.Table.Columns[i].Name, string.Concat(row[i].Where(c => !char.IsControl(c) || c is '\n' or '\t'))));
        }

        return new XElement("record_update", record).ToString(SaveOptions.DisableFormatting);
    }
}

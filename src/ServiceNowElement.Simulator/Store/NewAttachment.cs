using System.Globalization;

namespace ServiceNowElement.Simulator.Store;

/// <summary>What is known of a file that is to be attached to a record.</summary>
internal sealed record NewAttachment(string Table, string SysId, string FileName, string ContentType)
{
    internal string User { get; init; } = string.Empty;

    internal string? CreationTime { get; init; }

    internal string EncryptionContext { get; init; } = string.Empty;

    /// <summary>Makes the row and gives it its content.</summary>
    /// <returns>The row, or null when the record is missing; the content still belongs to nobody then.</returns>
    internal SimRow? Insert(Database data, StoredContent content)
    {
        data.Gate.EnterWriteLock();
        try
        {
            if (data.Find(Table) is not { } owner || Database.Get(owner, SysId) is not { } record)
            {
                return null;
            }

            SimTable table = data["sys_attachment"];
            var row = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = Guid.NewGuid().ToString("N") };
            string size = content.Length.ToString(CultureInfo.InvariantCulture);
            string stamp = data.Stamp;

            // A bad date is no error: it is as if it had not been sent (contract §2.6).
            string created = DateTime.TryParseExact(CreationTime, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? CreationTime! : stamp;
            foreach ((string column, string value) in new[]
            {
                ("file_name", FileName), ("content_type", ContentType), ("size_bytes", size), ("size_compressed", size), ("compressed", "false"), ("table_name", Table), ("table_sys_id", record.Id), ("hash", content.Hash), ("state", "available"),
                ("chunk_size_bytes", "734003"), ("encryption_context", EncryptionContext), ("sys_created_on", created), ("sys_created_by", User), ("sys_updated_on", stamp), ("sys_updated_by", User), ("sys_mod_count", "0"),
            })
            {
                row.Set(column, value);
            }

            table.Insert(row);
            data.Attachments.Keep(row.Id, content);
            data.Changed();
            return row;
        }
        finally
        {
            data.Gate.ExitWriteLock();
        }
    }
}

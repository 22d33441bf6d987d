using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Table API (contract servicenow-rest §2).</summary>
internal static class TableApi
{
    internal static Reply Run(Call call, string version, string tableName, string? id)
    {
        SimTable table = call.Data.Find(tableName) ?? throw ApiError.InvalidTable(tableName);
        if (call.Knobs.DeniedTables.Contains(tableName))
        {
            throw new ApiError(403, "User Not Authorized", "Failed API level ACL Validation");
        }

        bool write = call.Method is "POST" or "PUT" or "PATCH" or "DELETE";
        if (write)
        {
            call.Data.Gate.EnterWriteLock();
        }
        else
        {
            call.Data.Gate.EnterReadLock();
        }

        try
        {
            return (call.Method, id) switch
            {
                ("GET" or "HEAD", null) => TableList.Run(call, table, version),
                ("GET" or "HEAD", not null) => One(call, Find(call, table, id), 200),
                ("POST", null) => Create(call, table),
                ("PUT" or "PATCH", not null) => Change(call, table, id),
                ("DELETE", not null) => Delete(call, table, id),
                _ => throw new ApiError(405, "Method not supported", null),
            };
        }
        finally
        {
            if (write)
            {
                call.Data.Gate.ExitWriteLock();
            }
            else
            {
                call.Data.Gate.ExitReadLock();
            }
        }
    }

    private static SimRow Find(Call call, SimTable table, string id) => Database.Get(table, id) ?? throw ApiError.NotFound();

    private static Reply One(Call call, SimRow row, int status)
    {
        var reply = new Reply { Status = status, Rows = 1 };
        var writer = new RowWriter(call, call.Data[call.Table]);
        using (var json = new Utf8JsonWriter(reply.Body, RowWriter.Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("result");
            writer.Write(json, row);
            json.WriteEndObject();
        }

        reply.Modelled = 25 + ((0.65 + (0.18 * writer.Columns)) * writer.Factor);
        return reply;
    }

    private static Reply Create(Call call, SimTable table)
    {
        Dictionary<string, string> members = call.Members();
        Database data = call.Data;
        var values = new string[table.Columns.Count];
        Array.Fill(values, string.Empty);
        var row = new SimRow(table, values);
        string id = members.TryGetValue("sys_id", out string? sent) && sent.Length > 0 && !call.Knobs.AdminOnlySysFields ? sent : Guid.NewGuid().ToString("N");
        row[0] = id;
        if (Database.Get(table, id) != null)
        {
            throw new ApiError(500, "Unique Key violation detected by database ((conn=1) Duplicate entry '" + id + "' for key 'PRIMARY')", null);
        }

        string stamp = data.Stamp;
        foreach ((string column, string value) in new[] { ("sys_created_on", stamp), ("sys_updated_on", stamp), ("sys_created_by", call.User), ("sys_updated_by", call.User), ("sys_mod_count", "0") })
        {
            row.Set(column, value);
        }

        List<(string, string)> journal = Apply(call, row, members);
        TaskRules.Defaults(row, stamp, call.UserId);
        Refuse(TaskRules.Apply(row, null, stamp, call.UserId));
        table.Insert(row);
        journal.ForEach(entry => Journal.Add(data, row, entry.Item1, entry.Item2, call.User));
        data.Changed();
        Reply reply = One(call, row, 201);
        reply.Headers["Location"] = $"{call.Origin}{call.Path}/{id}";
        reply.Modelled += table.Prefix != null ? 1000 : 150;
        return reply;
    }

    private static Reply Change(Call call, SimTable table, string id)
    {
        SimRow row = Find(call, table, id);
        SimRow old = row.Copy();
        SimRow next = row.Copy();
        List<(string, string)> journal = Apply(call, next, call.Members());
        string stamp = call.Data.Stamp;
        Refuse(TaskRules.Apply(next, old, stamp, call.UserId));
        bool changed = journal.Count > 0;
        for (int i = 1; i < row.Table.Columns.Count; i++)
        {
            changed |= row[i] != next[i];
            row[i] = next[i];
        }

        // An update that changes nothing leaves the stamps alone (contract §2.7).
        if (changed)
        {
            row.Set("sys_updated_on", stamp);
            row.Set("sys_updated_by", call.User);
            row.Set("sys_mod_count", (int.Parse(row.Get("sys_mod_count"), System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            journal.ForEach(entry => Journal.Add(call.Data, row, entry.Item1, entry.Item2, call.User));
        }

        Reply reply = One(call, row, 200);
        reply.Modelled += table.Prefix != null ? 1000 : 150;
        return reply;
    }

    private static Reply Delete(Call call, SimTable table, string id)
    {
        SimRow row = Find(call, table, id);
        Deletion.Run(call.Data, call.Knobs, row, call.User);
        return new Reply { Status = 204, Modelled = 175 };
    }

    private static void Refuse(string? detail)
    {
        if (detail != null)
        {
            throw new ApiError(403, "Operation Failed", detail);
        }
    }

    /// <summary>Writes members to the row. Unknown ones are ignored without error (contract §2.7).</summary>
    private static List<(string Column, string Text)> Apply(Call call, SimRow row, Dictionary<string, string> members)
    {
        var journal = new List<(string, string)>();
        bool display = call.Flag("sysparm_input_display_value");
        foreach ((string name, string value) in members)
        {
            SimColumn? column = call.Data[call.Table].Find(name);
            if (column == null || name is "sys_id" or "sys_mod_count" || call.Knobs.HiddenFields.Contains(name) || (call.Knobs.AdminOnlySysFields && column.ReadOnly))
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

            string? stored = Stored(call, row.Table, column, value, display);
            if (stored != null)
            {
                row.Set(name, stored);
            }
        }

        return journal;
    }

    private static string? Stored(Call call, SimTable table, SimColumn column, string value, bool display)
    {
        Database data = call.Data;
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
        if (!call.Knobs.ChoiceAllowNonExisting && value.Length > 0 && table.Labels(column.Name)?.ContainsKey(value) == false)
        {
            return null;
        }

        // A bad date is no error: the column stays as it is (contract §2.6).
        return column.Type == "glide_date_time" && value.Length > 0 && !DateTime.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _) ? null : value;
    }
}

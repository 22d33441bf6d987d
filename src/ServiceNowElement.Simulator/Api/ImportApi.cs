using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Import Set API: rows go into a staging table, transform maps make records of them (contract servicenow-rest §4.3).</summary>
internal static class ImportApi
{
    internal static Reply Run(Call call, string staging, string? id)
    {
        SimTable table = call.Data.Find(staging) ?? throw ApiError.InvalidTable(staging);
        if (!table.IsStaging)
        {
            throw new ApiError(400, "Invalid staging table " + staging, null);
        }

        if (call.Knobs.DeniedTables.Contains(staging))
        {
            throw new ApiError(403, "User Not Authorized", "Failed API level ACL Validation");
        }

        call.Data.Gate.EnterWriteLock();
        try
        {
            Reply reply = (call.Method, id) switch
            {
                ("POST", null) => One(call, table),
                ("POST", "insertMultiple") => ImportMultiple.Run(call, table),
                ("GET" or "HEAD", not (null or "insertMultiple")) => Earlier(call, table, id),
                _ => throw new ApiError(405, "Method not supported", null),
            };

            // A table rule that hides the result leaves the status and takes the body (EC88).
            return call.Fault?.Name == "import-empty" ? new Reply { Status = reply.Status, Modelled = reply.Modelled } : reply;
        }
        finally
        {
            call.Data.Gate.ExitWriteLock();
        }
    }

    /// <summary>A staging row with the columns that exist; unknown ones are dropped.</summary>
    internal static SimRow Stage(Records records, SimTable table, SimRow set, int number, IEnumerable<KeyValuePair<string, string>> values) => records.Make(table.Name,
        [.. values.Where(pair => table.Own.Any(column => column.Name == pair.Key)).Select(pair => (pair.Key, pair.Value)), ("sys_class_name", table.Name), ("sys_import_set", set.Id), ("sys_import_row", number.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("sys_import_state", "pending")]);

    private static Reply One(Call call, SimTable table)
    {
        Dictionary<string, string> members = call.Members();
        Records records = Records.Of(call);
        SimRow set = records.Make("sys_import_set", ("table_name", table.Name), ("state", "processed"));
        SimRow row = Stage(records, table, set, 1, members);
        IReadOnlyList<ImportResult> results = new Transform(records, call.Fault?.Name).Run(row);
        Reply reply = Answer(call, set.Get("number"), table, results, 201);
        reply.Modelled += 150 + (call.Knobs.TransformMilliseconds * results.Count) + results.Where(result => result.Status is "inserted" or "updated").Sum(result => call.Data[result.Table].Prefix != null ? 1000 : 150);
        return reply;
    }

    private static Reply Earlier(Call call, SimTable table, string id)
    {
        SimRow row = Database.Get(table, id) ?? throw ApiError.NotFound();
        SimRow? set = Database.Get(call.Data["sys_import_set"], row.Get("sys_import_set"));
        return Answer(call, set?.Get("number") ?? string.Empty, table, call.Data.ImportResults.GetValueOrDefault(row.Id, []), 200);
    }

    private static Reply Answer(Call call, string set, SimTable table, IReadOnlyList<ImportResult> results, int status)
    {
        var reply = new Reply { Status = status, Rows = 1 };
        string link = call.Origin + call.Path[..call.Path.IndexOf("/import/", StringComparison.Ordinal)] + "/table/";
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WriteString("import_set", set);
        json.WriteString("staging_table", table.Name);
        json.WriteStartArray("result");
        foreach (ImportResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("transform_map", result.Map);
            json.WriteString("table", result.Table);
            if (result.Status is "inserted" or "updated" or "ignored")
            {
                json.WriteString("display_name", result.DisplayName);
                json.WriteString("display_value", result.DisplayValue);
                json.WriteString("record_link", link + result.Table + "/" + result.SysId);
            }

            json.WriteString("status", result.Status);
            if (result.SysId.Length > 0)
            {
                json.WriteString("sys_id", result.SysId);
            }

            if (result.Message != null)
            {
                json.WriteString(result.Status == "error" ? "error_message" : "status_message", result.Message);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return reply;
    }
}

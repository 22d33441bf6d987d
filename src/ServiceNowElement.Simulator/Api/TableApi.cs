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
        SimRow row = Records.Of(call).Insert(table, call.Members());
        Reply reply = One(call, row, 201);
        reply.Headers["Location"] = $"{call.Origin}{call.Path}/{row.Id}";
        reply.Modelled += table.Prefix != null ? 1000 : 150;
        return WithoutBody(call, reply, 201);
    }

    private static Reply Change(Call call, SimTable table, string id)
    {
        SimRow row = Find(call, table, id);
        Records.Of(call).Update(table, row, call.Members());
        Reply reply = One(call, row, 200);
        reply.Modelled += table.Prefix != null ? 1000 : 150;
        return WithoutBody(call, reply, 204);
    }

    /// <summary>The caller may do without the record (contract servicenow-rest §1.2, EC81; the status by §9 row 10).</summary>
    private static Reply WithoutBody(Call call, Reply reply, int status)
    {
        if (string.Equals(call.Http.Request.Headers["X-no-response-body"], "true", StringComparison.OrdinalIgnoreCase))
        {
            reply.Body.Clear();
            reply.Status = status;
        }

        return reply;
    }

    private static Reply Delete(Call call, SimTable table, string id)
    {
        SimRow row = Find(call, table, id);
        Deletion.Run(call.Data, call.Knobs, row, call.User);
        return new Reply { Status = 204, Modelled = 175 };
    }
}

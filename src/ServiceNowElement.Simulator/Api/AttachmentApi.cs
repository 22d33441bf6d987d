using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Attachment API (contract servicenow-rest §4.2): what is read, renamed and deleted; <see cref="AttachmentPosts"/> receives.</summary>
internal static class AttachmentApi
{
    internal const string Table = "sys_attachment";

    /// <summary>Whether the body goes to a file as it comes, instead of to memory before anything is done.</summary>
    internal static bool Streams(Call call) => call.Method == "POST" && Parts(call) is ["file" or "upload"];

    /// <summary>Whether the answer has the type of the file, whatever the request accepts.</summary>
    internal static bool IsDownload(Call call) => call.Method is "GET" or "HEAD" && Parts(call) is [_, "file"];

    internal static async Task<Reply> RunAsync(Call call)
    {
        if (call.Knobs.DeniedTables.Contains(Table))
        {
            throw new ApiError(403, "User Not Authorized", "Failed API level ACL Validation");
        }

        string[] parts = Parts(call);
        switch (call.Method, parts)
        {
            case ("POST", ["file"]): return await AttachmentPosts.FileAsync(call);
            case ("POST", ["upload"]): return await AttachmentPosts.UploadAsync(call);
            case ("GET" or "HEAD", []): return Locked(call, write: false, () => List(call));
            case ("GET" or "HEAD", [var id]): return Locked(call, write: false, () => AttachmentWriter.One(call, Find(call, id), 200));
            case ("GET" or "HEAD", [var id, "file"]): return Locked(call, write: false, () => Content(call, Find(call, id)));
            case ("PATCH", [var id]): return Locked(call, write: true, () => Rename(call, Find(call, id)));
            case ("DELETE", [var id]): return Locked(call, write: true, () => Delete(call, Find(call, id)));
            case (_, [var id, "attributes", .. var rest]) when rest.Length < 2: return Locked(call, write: false, () => AttachmentAttributes.Run(call, Find(call, id).Id, rest.FirstOrDefault()));
            case (_, [] or [_] or [_, "file"]): throw new ApiError(405, "Method not supported", null);
            default: throw ApiError.NoResource();
        }
    }

    /// <summary>The segments after <c>attachment</c>, decoded.</summary>
    private static string[] Parts(Call call)
    {
        string[] all = call.Path.Trim('/').Split('/');
        int at = Array.IndexOf(all, "attachment");
        return at is 2 or 3 ? all[(at + 1)..] : [];
    }

    private static Reply Locked(Call call, bool write, Func<Reply> action)
    {
        ReaderWriterLockSlim gate = call.Data.Gate;
        if (write)
        {
            gate.EnterWriteLock();
        }
        else
        {
            gate.EnterReadLock();
        }

        try
        {
            return action();
        }
        finally
        {
            if (write)
            {
                gate.ExitWriteLock();
            }
            else
            {
                gate.ExitReadLock();
            }
        }
    }

    // Who may not read the record does not see its files either.
    private static bool IsVisible(Call call, SimRow row) => !call.Knobs.DeniedTables.Contains(row.Get("table_name"));

    private static SimRow Find(Call call, string id) => call.Data[Table].Get(id) is { } row && IsVisible(call, row) ? row : throw ApiError.NotFound();

    private static Reply List(Call call)
    {
        int limit = TableList.Limit(call, 1000);
        int offset = TableList.Offset(call);
        SimTable table = call.Data[Table];
        (List<SimRow> window, int total) = Selection.Of(call, table).Window(offset, limit, count: true);
        var reply = new Reply();
        using (var json = new Utf8JsonWriter(reply.Body, RowWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("result");
            foreach (SimRow row in window.Where(row => IsVisible(call, row)))
            {
                AttachmentWriter.Write(json, call, row);
                reply.RowEnds.Add((int)json.BytesCommitted + json.BytesPending);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        reply.Rows = reply.RowEnds.Count;
        reply.Modelled = 25 + (total * 0.002) + (offset * 0.005) + (window.Count * (0.65 + (0.18 * AttachmentWriter.Members)));
        reply.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        return reply;
    }

    private static Reply Content(Call call, SimRow row)
    {
        if (call.IsItem)
        {
            throw new NotSimulatedException("binary answers within a batch");
        }

        FileStream file = call.Data.Attachments.Open(row.Id) ?? throw ApiError.NotFound();
        var reply = new Reply { File = new FileContent(file), ContentType = row.Get("content_type"), Rows = 1 };
        reply.Headers["X-Attachment-Metadata"] = AttachmentWriter.Header(call, row);
        return reply;
    }

    private static Reply Rename(Call call, SimRow row)
    {
        if (!call.Members().TryGetValue("file_name", out string? name) || name.Length == 0)
        {
            throw new ApiError(400, "Missing parameter", "file_name is required");
        }

        if (name != row.Get("file_name"))
        {
            row.Set("file_name", name);
            row.Set("sys_updated_on", call.Data.Stamp);
            row.Set("sys_updated_by", call.User);
            row.Set("sys_mod_count", (int.Parse(row.Get("sys_mod_count"), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
            call.Data.Changed();
        }

        return new Reply { Status = 204, Modelled = 175 };
    }

    private static Reply Delete(Call call, SimRow row)
    {
        Deletion.Run(call.Data, call.Knobs, row, call.User);
        return new Reply { Status = 204, Modelled = 175 };
    }
}

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Receives attachments: the raw body, or the file as the last part of a form (contract servicenow-rest §4.2). The content goes to a file as it comes.</summary>
internal static class AttachmentPosts
{
    internal static async Task<Reply> FileAsync(Call call)
    {
        string? type = call.Http.Request.ContentType;
        if (string.IsNullOrEmpty(type))
        {
            throw new ApiError(415, "Unsupported media type", "Content-Type is required");
        }

        var wanted = new NewAttachment(Required(call.Parameter, "table_name"), Required(call.Parameter, "table_sys_id"), Required(call.Parameter, "file_name"), type)
        {
            User = call.User,
            CreationTime = call.Parameter("creation_time"),
            EncryptionContext = call.Parameter("encryption_context") ?? string.Empty,
        };
        Check(call, wanted);
        if (call.Http.Request.ContentLength > call.Knobs.AttachmentMaxBytes)
        {
            throw TooLarge(call);
        }

        StoredContent content = await ReceiveAsync(call, call.Http.Request.Body);
        return Insert(call, wanted, content);
    }

    internal static async Task<Reply> UploadAsync(Call call)
    {
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out MediaTypeHeaderValue? type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary).Length == 0)
        {
            throw new ApiError(415, "Unsupported media type", null);
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), call.Http.Request.Body);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        CancellationToken gone = call.Http.RequestAborted;
        try
        {
            while (await reader.ReadNextSectionAsync(gone) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                {
                    return await PartAsync(call, reader, section.AsFileSection()!, fields);
                }

                if (section.AsFormDataSection() is { } field)
                {
                    fields[field.Name] = await field.GetValueAsync(gone);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException && !gone.IsCancellationRequested)
        {
            throw new ApiError(400, "Exception while reading request", failure.Message);
        }

        throw new ApiError(400, "Missing parameter", "The file is required");
    }

    // The file comes last (EC91): what the record is must be known by now, and nothing may follow.
    private static async Task<Reply> PartAsync(Call call, MultipartReader reader, FileMultipartSection file, Dictionary<string, string> fields)
    {
        var wanted = new NewAttachment(Required(fields.GetValueOrDefault, "table_name"), Required(fields.GetValueOrDefault, "table_sys_id"), FileName(file), file.Section.ContentType ?? "application/octet-stream")
        {
            User = call.User,
            CreationTime = fields.GetValueOrDefault("creation_time"),
            EncryptionContext = fields.GetValueOrDefault("encryption_context") ?? string.Empty,
        };
        Check(call, wanted);
        StoredContent content = await ReceiveAsync(call, file.Section.Body);
        bool isLast = false;
        try
        {
            isLast = await reader.ReadNextSectionAsync(call.Http.RequestAborted) == null;
        }
        finally
        {
            if (!isLast)
            {
                content.Discard();
            }
        }

        return isLast ? Insert(call, wanted, content) : throw new ApiError(400, "Invalid multipart request", "The file must be the last part, and only one file is supported");
    }

    // Browsers used to send whole paths.
    private static string FileName(FileMultipartSection file) => file.FileName.Split('/', '\\')[^1] is { Length: > 0 } name ? name : throw new ApiError(400, "Missing parameter", "The file has no name");

    private static string Required(Func<string, string?> read, string name) => read(name) is { Length: > 0 } value ? value : throw new ApiError(400, "Missing parameter", name + " is required");

    private static void Check(Call call, NewAttachment wanted)
    {
        SimTable table = call.Data.Find(wanted.Table) ?? throw ApiError.InvalidTable(wanted.Table);
        if (call.Knobs.DeniedTables.Contains(wanted.Table))
        {
            throw new ApiError(403, "Operation Failed", "ACL Exception Insert Failed due to security constraints");
        }

        call.Data.Gate.EnterReadLock();
        try
        {
            if (Database.Get(table, wanted.SysId) == null)
            {
                throw ApiError.NotFound();
            }
        }
        finally
        {
            call.Data.Gate.ExitReadLock();
        }
    }

    private static async Task<StoredContent> ReceiveAsync(Call call, Stream body) =>
        await call.Data.Attachments.ReceiveAsync(body, call.Knobs.AttachmentMaxBytes, call.Http.RequestAborted) ?? throw TooLarge(call);

    // Property com.glide.attachment.max_size. The contract names no text for it.
    private static ApiError TooLarge(Call call) => new(400, "Attachment is too large", $"The file is larger than the maximum of {call.Knobs.AttachmentMaxBytes} bytes");

    private static Reply Insert(Call call, NewAttachment wanted, StoredContent content)
    {
        if (wanted.Insert(call.Data, content) is not { } row)
        {
            // The record was deleted while its file came in.
            content.Discard();
            throw ApiError.NotFound();
        }

        Reply reply = AttachmentWriter.One(call, row, 201);
        reply.Headers["Location"] = AttachmentWriter.Link(call, row.Id);
        reply.Modelled += 150;
        return reply;
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Attachments of a record (contract cloud-elements-api §7.2). Contents flow through in both directions and are never kept.</summary>
internal sealed class AttachmentRoom(HubCall call, HubTarget parent, string id, HubTarget target)
{
    internal const string Table = "sys_attachment";
    private const string Path = "api/now/attachment";
    private const int LongestBoundary = 200;
    private readonly RecordSource _source = new(call, Path, Table);

    internal Task CollectionAsync() => call.Http.Request.Method switch
    {
        "GET" => new RecordList(call, target, _source).AnswerAsync(
            new FilterTerm("table_sys_id", FilterOperator.Equal, [id]), () => new RecordRoom(call, parent).ExistsAsync(id)),
        "POST" => AddAsync(),
        _ => throw HubAnswer.WrongVerb(call.Http, "GET, POST"),
    };

    internal Task ItemAsync(string attachmentId) => call.Http.Request.Method switch
    {
        "GET" => DownloadAsync(RecordIds.Check(attachmentId)),
        "DELETE" => RemoveAsync(RecordIds.Check(attachmentId)),
        _ => throw HubAnswer.WrongVerb(call.Http, "GET, DELETE"),
    };

    private async Task AddAsync()
    {
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The instance has its own limit; nothing is kept here.
            limit.MaxRequestBodySize = null;
        }

        (string name, string? type, Stream content) = await FileAsync();
        Attachment made = await call.Element.AddAttachmentAsync(parent.Table, id, new AttachmentUpload(name, content, type), call.Context);
        await HubAnswer.WriteAsync(call.Http, writer => AttachmentText.Write(writer, made));
    }

    private async Task<(string Name, string? Type, Stream Content)> FileAsync()
    {
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "A file is sent as multipart/form-data with a part named 'file'");
        }

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
        {
            throw Missing();
        }

        try
        {
            var reader = new MultipartReader(boundary, call.Http.Request.Body);
            while (await reader.ReadNextSectionAsync(call.Context.Token) is { } section)
            {
                FileMultipartSection? file = section.AsFileSection();
                if (file is { FileName.Length: > 0, FileStream: not null })
                {
                    return (file.FileName, section.ContentType, file.FileStream);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException && !call.Context.Token.IsCancellationRequested)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The multipart body cannot be read: " + failure.Message);
        }

        throw Missing();
    }

    private async Task DownloadAsync(string attachmentId)
    {
        Attachment attachment = await FindAsync(attachmentId);
        var download = new AttachmentDownload(call.Http, attachment);
        await call.Element.SendAsync(
            new RawRequest { Path = $"{Path}/{Uri.EscapeDataString(attachmentId)}/file", Accept = "*/*", Object = Table, Key = attachmentId },
            async response =>
            {
                await download.CopyAsync(response, call.Element.Instance, call.Context.Token);
                return true;
            },
            call.Context);
    }

    private async Task RemoveAsync(string attachmentId)
    {
        await call.Element.RemoveAttachmentAsync(await FindAsync(attachmentId), call.Context);
        await HubAnswer.EmptyAsync(call.Http);
    }

    // An attachment of another record is none of this one.
    private async Task<Attachment> FindAsync(string attachmentId)
    {
        using ResultBytes row = await _source.OneAsync(attachmentId, null, display: false);
        using JsonDocument document = JsonDocument.Parse(row.Bytes);
        Attachment found = AttachmentText.Read(document.RootElement, attachmentId, call.Element.Instance);
        return string.Equals(found.RecordId, id, StringComparison.OrdinalIgnoreCase) ? found : throw RecordIds.NotFound();
    }

    private static ApiException Missing() => new(StatusCodes.Status400BadRequest, "The body has no part 'file' with a file name");
}

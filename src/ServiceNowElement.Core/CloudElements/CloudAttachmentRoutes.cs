using System.Net.Http.Headers;
using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Attachments;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>Attachments below their record (contract cloud-elements-api §7.2): the file travels as the part <c>file</c> of a form.</summary>
internal sealed class CloudAttachmentRoutes(CloudCalls calls) : AttachmentRoutes
{
    private const string Child = "attachments";

    // The service's clock is not the instance's, which stamps the attachments.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    internal override string One(Attachment attachment) => attachment.Object.Length == 0 || attachment.RecordId.Length == 0
        ? throw ErrorCatalog.NotARecord.With("a service finds an attachment below its record, and this one has no Object and RecordId")
        : CloudPaths.Child(attachment.Object, attachment.RecordId, Child + "/" + Uri.EscapeDataString(attachment.SysId));

    internal override string Content(Attachment attachment) => One(attachment);

    internal override string Upload(string table, string sysId, string fileName) => CloudPaths.Child(table, sysId, Child);

    internal override HttpContent Body(HttpContent file, string fileName, string contentType)
    {
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = "\"" + Plain(fileName) + "\"", FileNameStar = fileName };
        return new MultipartFormDataContent { file };
    }

    internal override Task<Attachment> SendAsync(ApiRequest request, CallContext call) => calls.SendAsync(
        request, (answer, _) => AttachmentRows.One(answer ?? throw new JsonException("the upload has no answer"), calls.Instance), call);

    internal override async Task<List<Attachment>> SinceAsync(string table, string sysId, DateTimeOffset started, CallContext call)
    {
        var found = new List<Attachment>();
        await ListAsync(
            table,
            sysId,
            page =>
            {
                found.AddRange(page.Where(attachment => attachment.Created == null || attachment.Created >= (started - s_skew).UtcDateTime));
                return Task.CompletedTask;
            },
            call).ConfigureAwait(false);
        return found;
    }

    internal Task ListAsync(string table, string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call) => calls.ListAsync(
        CloudPaths.Child(table, sysId, Child),
        table,
        sysId,
        async rows =>
        {
            List<Attachment> shown = [.. rows.Select(row => Placed(AttachmentRows.One(row, calls.Instance), table, sysId)).Where(attachment => !attachment.Object.StartsWith(AttachmentClient.Inline, StringComparison.OrdinalIgnoreCase))];
            if (shown.Count > 0)
            {
                await onPage(shown).ConfigureAwait(false);
            }

            return true;
        },
        call);

    /// <summary>Completes what the answer may leave out: the record it was asked for.</summary>
    internal static Attachment Placed(Attachment attachment, string table, string sysId) => attachment.Object.Length > 0 && attachment.RecordId.Length > 0 ? attachment : new Attachment
    {
        SysId = attachment.SysId,
        FileName = attachment.FileName,
        ContentType = attachment.ContentType,
        Size = attachment.Size,
        Hash = attachment.Hash,
        Object = attachment.Object.Length > 0 ? attachment.Object : table,
        RecordId = sysId,
        Created = attachment.Created,
        CreatedBy = attachment.CreatedBy,
        Instance = attachment.Instance,
    };

    // For readers that do not know the extended form of the name.
    private static string Plain(string name) => new([.. name.Select(letter => letter is < ' ' or > '~' or '"' or '\\' ? '_' : letter)]);
}

using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>The Attachment API of an instance (contract servicenow-rest §4.2). The raw form of the upload is used: it knows no order of parts (EC91).</summary>
internal sealed class NativeAttachmentRoutes(ApiClient client, Func<string, string, CallContext, Task<(List<Attachment> Rows, long? Total)>> page) : AttachmentRoutes
{
    private const string Path = AttachmentClient.Path;

    internal override string One(Attachment attachment) => $"{Path}/{Uri.EscapeDataString(attachment.SysId)}";

    internal override string Content(Attachment attachment) => One(attachment) + "/file";

    internal override string Upload(string table, string sysId, string fileName) =>
        $"{Path}/file?table_name={Uri.EscapeDataString(table)}&table_sys_id={Uri.EscapeDataString(sysId)}&file_name={Uri.EscapeDataString(fileName)}";

    internal override HttpContent Body(HttpContent file, string fileName, string contentType) => file;

    internal override Task<Attachment> SendAsync(ApiRequest request, CallContext call) =>
        client.ResultAsync(request, (result, _) => AttachmentRows.One(result, client.Instance), call);

    internal override async Task<List<Attachment>> SinceAsync(string table, string sysId, DateTimeOffset started, CallContext call)
    {
        // Name and hash are compared by the caller: a name may hold '^', and not every instance keeps a hash.
        string from = WireTime.Format(started.AddSeconds(-1));
        return (await page($"table_name={table}^table_sys_id={sysId}^sys_created_on>={from}^ORDERBYsys_id", sysId, call).ConfigureAwait(false)).Rows;
    }
}

using System.Globalization;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Lists, downloads and removes attachments (contract servicenow-rest §4.2).</summary>
internal sealed class AttachmentClient(ApiClient client, AttachmentRoutes? routes = null)
{
    internal const string TableName = "sys_attachment";
    internal const string Path = "api/now/v1/attachment";
    private const int PageSize = 1000;
    private const int MostSends = 5;

    // Inline images and profile photos are kept under this prefix and are nobody's attachments.
    internal const string Inline = "ZZ_YY";

    internal AttachmentRoutes Routes => routes ?? new NativeAttachmentRoutes(client, PageAsync);

    /// <summary>Lists the attachments of a record, the oldest first within a page.</summary>
    internal async Task ListAsync(string sysId, Func<IReadOnlyList<Attachment>, Task> onPage, CallContext call)
    {
        // By the record alone: the table name is that of the record's own class, which is not always the table that was asked for.
        EncodedQuery query = EncodedQueryWriter.Write(new FilterTerm("table_sys_id", FilterOperator.Equal, [sysId]));
        string last = string.Empty;
        while (true)
        {
            (List<Attachment> rows, long? total) = await PageAsync(query.With(last.Length == 0 ? string.Empty : "sys_id>" + last, "ORDERBYsys_id"), sysId, call).ConfigureAwait(false);
            List<Attachment> shown = [.. rows.Where(row => !row.Object.StartsWith(Inline, StringComparison.OrdinalIgnoreCase)).OrderBy(row => row.Created).ThenBy(row => row.FileName, StringComparer.OrdinalIgnoreCase)];
            if (shown.Count > 0)
            {
                await onPage(shown).ConfigureAwait(false);
            }

            // Rows hidden by access rules leave short pages: only an empty one, or the count of what is left, is the end.
            if (rows.Count == 0 || total <= rows.Count)
            {
                return;
            }

            string next = rows[rows.Count - 1].SysId;
            if (last.Length > 0 && SysIdOrder.Compare(next, last) <= 0)
            {
                throw ErrorCatalog.ReadIncomplete.With(client.Instance, TableName, "the list does not go on behind " + last);
            }

            last = next;
        }
    }

    /// <summary>Finds attachments of a record by more conditions.</summary>
    internal async Task<(List<Attachment> Rows, long? Total)> PageAsync(string query, string key, CallContext call)
    {
        var request = new ApiRequest { Target = $"{Path}?sysparm_query={Uri.EscapeDataString(query)}&sysparm_limit={PageSize.ToString(CultureInfo.InvariantCulture)}", Table = TableName, Key = key };
        return await client.ResultAsync(request, (result, response) => (AttachmentRows.Many(result, client.Instance), Total(response)), call).ConfigureAwait(false);
    }

    /// <summary>Downloads a content, again when it was damaged.</summary>
    internal async Task ReadAsync(Attachment attachment, Func<Stream, Task> onContent, CallContext call)
    {
        var meter = new TransferMeter("Downloading " + attachment.FileName, attachment.Size, call);
        var request = new ApiRequest { Target = Routes.Content(attachment), Table = TableName, Key = attachment.SysId, Accept = "*/*", IsTransfer = true };
        try
        {
            Handover<bool> done = await client.SendAsync(request, response => TakeAsync(request, response, attachment, onContent, meter, call), call).ConfigureAwait(false);
            done.Take();
        }
        catch (ElementException failure) when (failure.Reason == "ResponseDamaged")
        {
            throw new ElementException(ErrorCatalog.AttachmentDamaged, ErrorCatalog.AttachmentDamaged.Text(client.Instance, attachment.FileName, failure.ServerMessage ?? failure.Message), failure)
            {
                Instance = client.Instance,
                Object = TableName,
                Key = attachment.SysId,
            };
        }
    }

    /// <summary>Removes an attachment; gone after a lost answer is as good as removed.</summary>
    internal async Task RemoveAsync(Attachment attachment, CallContext call)
    {
        var request = new ApiRequest { Method = HttpMethod.Delete, Target = Routes.One(attachment), Table = TableName, Key = attachment.SysId };
        for (int send = 1; ; send++)
        {
            try
            {
                await client.SendAsync(request, _ => Task.FromResult(true), call).ConfigureAwait(false);
                return;
            }
            catch (UnknownOutcomeException unknown)
            {
                if (send >= MostSends)
                {
                    throw Unknown(client.Instance, attachment.SysId, unknown);
                }

                await client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }
            catch (ElementException failure) when (failure.Reason == "RecordNotFound" && send > 1)
            {
                return;
            }
        }
    }

    internal static ElementException Unknown(string instance, string key, UnknownOutcomeException unknown) => new(
        ErrorCatalog.WriteOutcomeUnknown, ErrorCatalog.WriteOutcomeUnknown.Text(instance, TableName + "/" + key, unknown.Cause.Message.TrimEnd('.')), unknown.Cause)
    {
        Instance = instance,
        Object = TableName,
        Key = key,
        StatusCode = unknown.Cause.StatusCode,
        TransactionId = unknown.Cause.TransactionId,
    };

    private static long? Total(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Total-Count", out IEnumerable<string>? values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out long total) ? total : null;

    private static bool IsPage(string? type) => type?.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0;

    private async Task<Handover<bool>> TakeAsync(ApiRequest request, HttpResponseMessage response, Attachment attachment, Func<Stream, Task> onContent, TransferMeter meter, CallContext call)
    {
        if (IsPage(response.Content.Headers.ContentType?.MediaType) && !IsPage(attachment.ContentType))
        {
            // A login page under 200 (EC07) is no damaged file.
            throw await ResponseClassifier.ReadPageAsync(client.Instance, request, response).ConfigureAwait(false);
        }

        meter.Restart();
        using var counted = new CountingStream(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), request.Touch);
        using var verified = new VerifiedStream(counted, attachment, meter.Add, why => Damaged(request, why));
        Handover<bool> done = await Handover<bool>.RunAsync(
            async () =>
            {
                await onContent(verified).ConfigureAwait(false);
                return true;
            },
            () => counted.Failure ?? verified.Failure).ConfigureAwait(false);
        if (!done.IsFailed)
        {
            await verified.EndAsync(call.Token).ConfigureAwait(false);
        }

        return done;
    }

    private ElementException Damaged(ApiRequest request, string why) => new(ErrorCatalog.ResponseDamaged, ErrorCatalog.ResponseDamaged.Text(client.Instance, request.Place, why))
    {
        Instance = client.Instance,
        Object = TableName,
        Key = request.Key,
        ServerMessage = why,
    };
}

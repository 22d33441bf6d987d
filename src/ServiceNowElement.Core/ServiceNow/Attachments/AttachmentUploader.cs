using System.Net.Http.Headers;
using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Attaches files, streamed and once (contract servicenow-rest §4.2, §6.8).</summary>
internal sealed class AttachmentUploader(ApiClient client, AttachmentRoutes routes)
{
    private const int CopyBuffer = 81920;
    private const int MostSends = 5;
    private const int Looks = 3;

    internal async Task<Attachment> UploadAsync(string table, string sysId, AttachmentUpload upload, CallContext call)
    {
        if (upload.FileName.Trim().Length == 0)
        {
            throw ErrorCatalog.InvalidValue.With(upload.FileName, "file name", "file_name");
        }

        bool seekable = upload.Content.CanSeek;
        long start = seekable ? upload.Content.Position : 0;
        long? length = seekable ? upload.Content.Length - start : null;
        var meter = new TransferMeter("Uploading " + upload.FileName, length, call);
        HashingStream? last = null;
        ApiRequest? request = null;
        request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = routes.Upload(table, sysId, Clean(upload.FileName)),
            Content = () => routes.Body(new StreamContent(last = Open(upload.Content, start, meter, request!), CopyBuffer), Clean(upload.FileName), upload.ContentType),
            ContentType = MediaTypeHeaderValue.TryParse(upload.ContentType, out _) ? upload.ContentType : throw ErrorCatalog.InvalidValue.With(upload.ContentType, "media type", "content_type"),
            IsOnce = !seekable,
            IsTransfer = true,
            Table = table,
            Key = sysId,
        };
        DateTimeOffset started = client.InstanceNow;
        for (int send = 1; ; send++)
        {
            try
            {
                Attachment made = await routes.SendAsync(request, call).ConfigureAwait(false);
                return Checked(made, last!);
            }
            catch (Exception failure) when (last?.Failure != null && failure is UnknownOutcomeException or ElementException)
            {
                throw ErrorCatalog.FileNotReadable.With(upload.FileName, last!.Failure!.Message);
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the upload of {upload.FileName} was lost ({unknown.Cause.Reason}); looking for the attachment before sending again.");
                if (!seekable && !last!.IsRead)
                {
                    // What was sent in part cannot have become an attachment, but it cannot be sent again either.
                    throw AttachmentClient.Unknown(client.Instance, $"{upload.FileName} of {table}/{sysId}", unknown);
                }

                await last!.FinishAsync(call.Token).ConfigureAwait(false);
                if (await LookAsync(table, sysId, upload.FileName, last!, started, call).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                if (!seekable || send >= MostSends)
                {
                    throw AttachmentClient.Unknown(client.Instance, $"{upload.FileName} of {table}/{sysId}", unknown);
                }
            }
        }
    }

    private static HashingStream Open(Stream content, long start, TransferMeter meter, ApiRequest request)
    {
        if (content.CanSeek)
        {
            content.Position = start;
        }

        meter.Restart();
        return new HashingStream(content, bytes =>
        {
            request.Idle?.Flow();
            meter.Add(bytes);
        });
    }

    // Half a surrogate pair in a name would be refused by the encoder on some runtimes.
    private static string Clean(string name) => ElementJson.Utf8.GetString(Encoding.UTF8.GetBytes(name));

    private Attachment Checked(Attachment made, HashingStream sent)
    {
        string? why = made.Size != sent.Count ? $"it stored {made.Size} of {sent.Count} bytes"
            : made.Hash != null && !string.Equals(made.Hash, sent.Digest, StringComparison.OrdinalIgnoreCase) ? "its SHA-256 is not that of the file" : null;
        return why == null ? made : throw new ElementException(ErrorCatalog.AttachmentDamaged, ErrorCatalog.AttachmentDamaged.Text(client.Instance, made.FileName, why))
        {
            Instance = client.Instance,
            Object = AttachmentClient.TableName,
            Key = made.SysId,
        };
    }

    private async Task<Attachment?> LookAsync(string table, string sysId, string name, HashingStream sent, DateTimeOffset started, CallContext call)
    {
        for (int look = 1; look <= Looks; look++)
        {
            // The abandoned request may still be running on the instance: give it time to commit.
            await client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
            List<Attachment> rows = await routes.SinceAsync(table, sysId, started, call).ConfigureAwait(false);
            Attachment? found = rows.FirstOrDefault(row => row.Size == sent.Count && row.FileName == name
                && (row.Hash == null || string.Equals(row.Hash, sent.Digest, StringComparison.OrdinalIgnoreCase)));
            if (found != null)
            {
                return found;
            }
        }

        return null;
    }
}

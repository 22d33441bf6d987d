using System.Buffers;
using Microsoft.Net.Http.Headers;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Service.Hub;

/// <summary>
/// Passes the content of an attachment on as it comes. Once the first byte went to the caller nothing can be repeated or said any more:
/// what is not whole then ends with a broken connection, never with a short file that looks like a good one.
/// </summary>
internal sealed class AttachmentDownload(HttpContext http, Attachment attachment)
{
    private const int Buffer = 64 * 1024;
    private bool _begun;

    internal async Task CopyAsync(RawResponse response, string instance, CancellationToken token)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        long count = 0;
        try
        {
            int read = await response.Body.ReadAsync(buffer, token);
            Begin(response);
            for (; read > 0; read = await response.Body.ReadAsync(buffer, token))
            {
                count += read;
                _begun = true;
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), token);
            }

            if (attachment.Size >= 0 && count != attachment.Size)
            {
                throw ErrorCatalog.ResponseDamaged.With(instance, "attachment " + attachment.SysId, $"{count} bytes instead of {attachment.Size}");
            }
        }
        catch (Exception failure) when (_begun && failure is not OperationCanceledException)
        {
            http.Abort();
        }
        catch when (!_begun)
        {
            // The error that is written instead has another length.
            http.Response.ContentLength = null;
            http.Response.Headers.Remove(HeaderNames.ContentDisposition);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes a file name that is only a name, whatever was uploaded.</summary>
    internal static string SafeName(string name)
    {
        string safe = new([.. name.Select(letter => letter is '/' or '\\' or '"' or ':' || char.IsControl(letter) ? '_' : letter)]);
        safe = safe.Trim().TrimStart('.');
        return safe.Length == 0 ? "attachment" : safe;
    }

    private void Begin(RawResponse response)
    {
        HttpResponse answer = http.Response;
        string type = attachment.ContentType.Length > 0 ? attachment.ContentType : response.ContentType ?? string.Empty;
        answer.ContentType = MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? known) ? known.ToString() : "application/octet-stream";
        answer.ContentLength = attachment.Size >= 0 ? attachment.Size : null;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(SafeName(attachment.FileName));
        answer.Headers.ContentDisposition = disposition.ToString();

        // A file is data of its uploader: no browser may make a page of it.
        answer.Headers.XContentTypeOptions = "nosniff";
    }
}

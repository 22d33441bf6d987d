using System.Net.Http.Headers;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Sends requests of the caller's own making below the element's address, and nowhere else.</summary>
internal sealed class RawExchange(ApiClient client, Uri address)
{
    private const int CopyBuffer = 81920;

    internal async Task<T> SendAsync<T>(RawRequest request, Func<RawResponse, Task<T>> read, CallContext call)
    {
        bool once = request.Content is { CanSeek: false };
        long start = request.Content is { CanSeek: true } seekable ? seekable.Position : 0;
        var sent = new ApiRequest
        {
            Method = new HttpMethod(request.Method.ToUpperInvariant()),
            Target = Target(request.Path),
            Body = request.Body,
            Content = request.Content == null ? null : () => Body(request.Content, start),
            IsOnce = once,
            IsTransfer = true,
            ContentType = request.ContentType,
            Accept = request.Accept,
            Table = request.Object.Length > 0 ? request.Object : request.Path.Split('?')[0],
            Key = request.Key,
        };
        try
        {
            Handover<T> answer = await client.SendAsync(sent, response => ReadAsync(sent, response, read), call).ConfigureAwait(false);
            return answer.Take();
        }
        catch (UnknownOutcomeException unknown)
        {
            throw new ElementException(ErrorCatalog.WriteOutcomeUnknown, ErrorCatalog.WriteOutcomeUnknown.Text(client.Instance, sent.Place, unknown.Cause.Message.TrimEnd('.')), unknown.Cause)
            {
                Instance = client.Instance,
                Object = request.Object,
                Key = request.Key,
                StatusCode = unknown.Cause.StatusCode,
                TransactionId = unknown.Cause.TransactionId,
            };
        }
    }

    private static async Task<Handover<T>> ReadAsync<T>(ApiRequest request, HttpResponseMessage response, Func<RawResponse, Task<T>> read)
    {
        HttpContentHeaders? content = response.Content?.Headers;
        using Stream stream = response.Content == null ? Stream.Null : await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        using var counted = new CountingStream(stream, request.Touch);
        var answer = new RawResponse((int)response.StatusCode, content?.ContentType?.ToString(), content?.ContentLength, name => Header(response, name), counted);
        return await Handover<T>.RunAsync(() => read(answer), () => counted.Failure).ConfigureAwait(false);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) || (response.Content?.Headers.TryGetValues(name, out values) ?? false) ? string.Join(", ", values) : null;

    private static StreamContent Body(Stream content, long start)
    {
        if (content.CanSeek)
        {
            content.Position = start;
        }

        // The content closes its stream with the request; the caller's stream must survive for another attempt.
        return new StreamContent(new UnownedStream(content), CopyBuffer);
    }

    private string Target(string path)
    {
        // Credentials stay home: "//other/x", "https://other/x" and "\\other" all resolve away from the address.
        string root = address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address.AbsoluteUri : address.AbsoluteUri + "/";
        string relative = path.StartsWith("/", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal) ? path.Substring(1) : path;
        bool inside = relative.Length > 0 && relative.IndexOf('\\') < 0 && Uri.TryCreate(new Uri(root), relative, out Uri? whole) && whole.AbsoluteUri.StartsWith(root, StringComparison.OrdinalIgnoreCase);
        return inside ? relative : throw ErrorCatalog.InvalidAddress.With(path, "a request goes to a path below the address of the session");
    }
}

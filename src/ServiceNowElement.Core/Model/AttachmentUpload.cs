namespace ServiceNowElement.Model;

/// <summary>A file to attach to a record.</summary>
/// <param name="fileName">Its name.</param>
/// <param name="content">Its bytes, read from the current position; owned by the caller. A stream that can seek is sent again when it is known not to have arrived; another one is not.</param>
/// <param name="contentType">Its media type; <c>application/octet-stream</c> when not known.</param>
public sealed class AttachmentUpload(string fileName, Stream content, string? contentType = null)
{
    /// <summary>Gets the file name.</summary>
    public string FileName { get; } = fileName ?? throw new ArgumentNullException(nameof(fileName));

    /// <summary>Gets the bytes.</summary>
    public Stream Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <summary>Gets the media type.</summary>
    public string ContentType { get; } = string.IsNullOrEmpty(contentType) ? "application/octet-stream" : contentType!;
}

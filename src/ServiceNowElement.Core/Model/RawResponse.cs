namespace ServiceNowElement.Model;

/// <summary>The answer to a <see cref="RawRequest"/>; valid only inside the callback that receives it.</summary>
/// <param name="statusCode">The status, 2xx.</param>
/// <param name="contentType">The content type with its parameters, or null.</param>
/// <param name="length">The length the answer declares, or null.</param>
/// <param name="header">Returns a header's value, or null.</param>
/// <param name="body">The body, not yet read.</param>
public sealed class RawResponse(int statusCode, string? contentType, long? length, Func<string, string?> header, Stream body)
{
    /// <summary>Gets the status.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>Gets the content type, or null.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>Gets the declared length in bytes, or null.</summary>
    public long? Length { get; } = length;

    /// <summary>Gets the body; reading it counts as progress for the idle limit.</summary>
    public Stream Body { get; } = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>Returns a header's value.</summary>
    /// <param name="name">The name, in any letter case.</param>
    /// <returns>The value, or null.</returns>
    public string? Header(string name) => header(name);
}

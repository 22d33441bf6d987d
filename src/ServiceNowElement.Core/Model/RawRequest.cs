namespace ServiceNowElement.Model;

/// <summary>A request of the caller's own making, sent with the element's lanes, sign-in, waits and retries.</summary>
public sealed class RawRequest
{
    /// <summary>Gets the verb, for example <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// Gets path and query below the element's address, encoded, without a leading slash: <c>api/now/v2/table/incident?…</c> for an
    /// instance, <c>hubs/helpdesk/incidents?…</c> for a service. A whole address is refused: credentials stay home.
    /// </summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Gets the body, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Gets a body too large to keep in memory, or null; it is sent once and never again.</summary>
    public Stream? Content { get; init; }

    /// <summary>Gets the media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Gets the media type asked for; other types than JSON are then accepted as answers.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Gets the object the request is about, for messages.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the record the request is about, for messages; or null.</summary>
    public string? Key { get; init; }
}

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>One call to the instance, as often as it has to be sent.</summary>
internal sealed class ApiRequest
{
    private const string Json = "application/json";

    internal HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Gets path and query below the instance's address, encoded.</summary>
    internal string Target { get; init; } = string.Empty;

    /// <summary>Gets the body, or null.</summary>
    internal byte[]? Body { get; init; }

    /// <summary>Gets a maker of bodies too large to keep in memory, called once per attempt; or null.</summary>
    internal Func<HttpContent>? Content { get; init; }

    /// <summary>Gets a value indicating whether the body can be sent only once: its stream cannot go back.</summary>
    internal bool IsOnce { get; init; }

    /// <summary>Gets a value indicating whether a file travels: the time limit then counts from the last byte that moved.</summary>
    internal bool IsTransfer { get; init; }

    /// <summary>Gets the media type of the body.</summary>
    internal string ContentType { get; init; } = Json;

    /// <summary>Gets the media type asked for; with another one than JSON, every type is taken as an answer.</summary>
    internal string Accept { get; init; } = Json;

    /// <summary>Gets headers of this request alone, or null.</summary>
    internal IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Gets the table, for messages.</summary>
    internal string Table { get; init; } = string.Empty;

    /// <summary>Gets the key of the record, for messages; or null.</summary>
    internal string? Key { get; init; }

    /// <summary>Gets a value indicating whether the caller answers to quota and damage itself, by asking for a smaller page.</summary>
    internal bool CallerShrinks { get; init; }

    /// <summary>Gets or sets the rows of the answer: the time of a full page tells how busy the instance is, that of a few rows nothing.</summary>
    internal int Rows { get; set; }

    /// <summary>Gets or sets the watch over the answer's flow; one per attempt.</summary>
    internal IdleWatch? Idle { get; set; }

    /// <summary>Gets or sets a value indicating whether the request changes nothing although its method writes: a batch of reads.</summary>
    internal bool ReadsOnly { get; init; }

    internal bool IsWrite => Method != HttpMethod.Get && Method != HttpMethod.Head && !ReadsOnly;

    internal bool WantsJson => Accept == Json;

    internal void Touch() => Idle?.Touch();

    /// <summary>Gets the place for messages: table and key.</summary>
    internal string Place => Key == null ? Table : Table + "/" + Key;
}

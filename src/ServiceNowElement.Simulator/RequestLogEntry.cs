namespace ServiceNowElement.Simulator;

/// <summary>One request as the simulator saw it; never with credentials.</summary>
public sealed record RequestLogEntry
{
    /// <summary>Gets the position in the log, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; init; } = string.Empty;

    /// <summary>Gets the path.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Gets the table, or empty.</summary>
    public string Table { get; init; } = string.Empty;

    /// <summary>Gets the decoded <c>sysparm_query</c>, or empty.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>Gets all parameters as they came.</summary>
    public string Parameters { get; init; } = string.Empty;

    /// <summary>Gets the status that was answered; 0 when the connection was cut.</summary>
    public int Status { get; init; }

    /// <summary>Gets the session (lane) of the request.</summary>
    public string Session { get; init; } = string.Empty;

    /// <summary>Gets the user, or empty.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Gets when the request arrived, in milliseconds since the simulator started.</summary>
    public double Started { get; init; }

    /// <summary>Gets when the answer was complete, in milliseconds since the simulator started.</summary>
    public double Finished { get; init; }

    /// <summary>Gets the rows sent.</summary>
    public int Rows { get; init; }

    /// <summary>Gets the bytes sent, before they were packed.</summary>
    public long Bytes { get; init; }

    /// <summary>Gets the modelled time in milliseconds (contract §8.3).</summary>
    public double Modelled { get; init; }

    /// <summary>Gets the fault that was played, or null.</summary>
    public string? Fault { get; init; }
}

namespace ServiceNowElement.Simulator;

/// <summary>A fault waiting for its request (contract servicenow-rest §8.4).</summary>
public sealed class SimulatorFault
{
    /// <summary>Gets the name; <see cref="Names"/> lists them.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the method it waits for, or null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Gets the table it waits for, or null for any.</summary>
    public string? Table { get; init; }

    /// <summary>Gets how many matching requests pass before it plays.</summary>
    public int Skip { get; init; }

    /// <summary>Gets how often it plays; 0 for always.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Gets a number for the fault: rows before the cut, seconds to wait.</summary>
    public int? After { get; init; }

    /// <summary>Gets the probability per request, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Gets all names with what they do.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["splice"] = "200, a value cut in the middle with the error glued on (T1)",
        ["dangling"] = "200, the body ends after a comma (T2)",
        ["poisoned"] = "200, valid JSON whose last row is a string beside an error (T3)",
        ["wrong-type"] = "200, result is a string (T4)",
        ["clean-end"] = "200, the chunked body ends without brackets (T5)",
        ["cut"] = "200, the connection is cut in the middle of the body",
        ["html"] = "200, a login page instead of JSON (E25)",
        ["hibernating"] = "200, the page of a sleeping instance (E24)",
        ["overflow"] = "202 without a body, not executed (E26)",
        ["rate"] = "429 with Retry-After (E18); after = seconds",
        ["busy"] = "429 without Retry-After (E19)",
        ["quota"] = "500 transaction cancelled before the first byte (E20)",
        ["failure"] = "500 without a known cause (E22)",
        ["bad-gateway"] = "502 with HTML (E23)",
        ["unavailable"] = "503 with HTML (E23)",
        ["unauthorized"] = "401 (E9)",
        ["denied"] = "403 missing rights (E11)",
        ["redirect"] = "302 to another host",
        ["reset-before"] = "the connection is reset before anything was done",
        ["reset-after"] = "the connection is reset after the write was done",
        ["committed-500"] = "500 transaction cancelled although the write was done (contract §2.7)",
        ["hang"] = "no answer; after = seconds",
        ["unordered"] = "200, rows in the wrong order",
        ["ignored-cursor"] = "200, the condition on sys_id is not applied",
    };
}

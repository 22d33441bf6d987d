using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>One request with what the simulator knows about it.</summary>
internal sealed class Call(HttpContext http, Database data, SimulatorKnobs knobs)
{
    internal HttpContext Http { get; } = http;

    internal Database Data { get; } = data;

    internal SimulatorKnobs Knobs { get; } = knobs;

    internal string Method { get; } = http.Request.Method == "POST" && http.Request.Headers.TryGetValue("X-HTTP-Method-Override", out var other) ? other.ToString().ToUpperInvariant() : http.Request.Method;

    internal string Path { get; } = http.Request.Path.Value ?? string.Empty;

    internal string Table { get; set; } = string.Empty;

    internal string User { get; set; } = string.Empty;

    internal string UserId { get; set; } = string.Empty;

    /// <summary>Gets a value indicating whether this is an item of a batch.</summary>
    internal bool IsItem { get; init; }

    /// <summary>Gets or sets the node that answers, from 0.</summary>
    internal int Node { get; set; }

    internal SimulatorFault? Fault { get; set; }

    internal byte[] Body { get; set; } = [];

    internal string? Parameter(string name) => Http.Request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value.ToString() : null;

    internal bool Flag(string name) => Parameter(name) == "true";

    internal string Origin => $"{Http.Request.Scheme}://{Http.Request.Host}";

    internal Dictionary<string, string> Members()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            JsonElement root = document.RootElement;

            // Only the first record of an array is used (contract §2.1).
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            var members = new Dictionary<string, string>(StringComparer.Ordinal);
            if (root.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in root.EnumerateObject())
                {
                    if (property.Value.ValueKind != JsonValueKind.Null)
                    {
                        members[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                    }
                }
            }

            return members;
        }
        catch (JsonException failure)
        {
            throw new ApiError(400, "Exception while reading request", failure.Message);
        }
    }
}

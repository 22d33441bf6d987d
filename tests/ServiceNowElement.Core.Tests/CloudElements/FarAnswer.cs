using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>What the responder answers.</summary>
internal sealed class FarAnswer
{
    internal int Status { get; init; } = 200;

    internal string? ContentType { get; init; } = "application/json;charset=UTF-8";

    internal byte[] Body { get; init; } = [];

    internal Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Gets a value indicating whether the connection is cut instead of answering.</summary>
    internal bool IsCut { get; init; }

    internal static FarAnswer Cut { get; } = new() { IsCut = true };

    internal static FarAnswer Empty { get; } = new() { ContentType = null };

    internal static FarAnswer Of(JToken body) => new() { Body = Encoding.UTF8.GetBytes(body.ToString(Formatting.None)) };

    internal static FarAnswer Error(int status, string message, string? provider = null)
    {
        var body = new JObject { ["requestId"] = "65e6f0a1b2c3d4e5f6a7b8c9", ["message"] = message };
        if (provider != null)
        {
            body["providerMessage"] = provider;
        }

        return new FarAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body.ToString(Formatting.None)), Headers = { ["Elements-Request-Id"] = "65e6f0a1b2c3d4e5f6a7b8c9" } };
    }
}

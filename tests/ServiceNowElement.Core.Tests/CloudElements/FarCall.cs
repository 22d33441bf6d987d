using System.Collections.Specialized;
using System.Text;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>A request as the responder received it; the path is below the base address.</summary>
internal sealed record FarCall(string Method, string Path, NameValueCollection Query, string RawQuery, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);

    internal JObject Json => JObject.Parse(Text);

    /// <summary>Gets the path without the hub.</summary>
    internal string[] Parts => Path.Split('/').SkipWhile((part, i) => i < 2 && Path.StartsWith("hubs/", StringComparison.Ordinal)).Select(Uri.UnescapeDataString).ToArray();

    internal bool IsHub => Path.StartsWith("hubs/", StringComparison.Ordinal);
}

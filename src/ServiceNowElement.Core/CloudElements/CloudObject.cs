using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;

namespace ServiceNowElement.CloudElements;

/// <summary>One object of a service's list: a name alone, or with what stands behind it (contract cloud-elements-api §8).</summary>
internal sealed record CloudObject(string Name, string VendorName, string Label, string? Parent)
{
    internal static CloudObject Read(JToken item)
    {
        if (item is not JObject)
        {
            // Without Helium, and from services that do not know it, names alone come.
            string only = item.Text() ?? string.Empty;
            return new CloudObject(only, only, only, null);
        }

        string name = item.Member("name").Text() ?? string.Empty;
        return new CloudObject(
            name,
            item.Member("vendorName").Text() ?? string.Empty,
            item.Member("label").Text() is { Length: > 0 } label ? label : name,
            item.Member("parent").Text() is { Length: > 0 } parent ? parent : null);
    }
}

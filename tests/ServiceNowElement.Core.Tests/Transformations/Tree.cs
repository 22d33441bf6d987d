using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Core.Tests.Transformations;

/// <summary>Record trees from and to JSON, and short ways to write transformations.</summary>
internal static class Tree
{
    internal static IDictionary<string, object?> Of(string json) => (IDictionary<string, object?>)From(ElementJson.TryParse(json)!)!;

    internal static string Text(object? tree) => To(tree).ToString(Newtonsoft.Json.Formatting.None);

    /// <summary>Runs a record through and gives JSON with single quotes.</summary>
    internal static string Read(Transformation transformation, string json) => Text(new TransformationMapper(transformation).FromVendor(Of(json))).Replace('"', '\'');

    internal static string Write(Transformation transformation, string json) => Text(new TransformationMapper(transformation).ToVendor(Of(json))).Replace('"', '\'');

    internal static TransformationField Map(string path, string vendorPath, string? type = null, string? vendorType = null, params TransformationRule[] rules) =>
        new() { Path = path, VendorPath = vendorPath, Type = type, VendorType = vendorType, Rules = rules };

    internal static Transformation Of(TransformationField[] fields, params TransformationRule[] rules) =>
        new() { ObjectName = "mine", VendorName = "incident", Fields = fields, Rules = rules };

    private static object? From(JToken token) => token switch
    {
        JObject members => members.Properties().ToDictionary(member => member.Name, member => From(member.Value), StringComparer.Ordinal),
        JArray list => list.Select(From).ToList(),
        JValue value => value.Value,
        _ => null,
    };

    private static JToken To(object? value) => value switch
    {
        IDictionary<string, object?> members => new JObject(members.Select(member => new JProperty(member.Key, To(member.Value)))),
        IList<object?> list => new JArray(list.Select(To)),
        null => JValue.CreateNull(),
        _ => new JValue(value),
    };
}

using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.CloudElements;

/// <summary>Definitions and transformations as they travel (contract cloud-elements-api §13.1 to §13.3).</summary>
internal static class ResourceJson
{
    internal static JObject Write(ObjectDefinition definition) => new()
    {
        ["fields"] = new JArray(definition.Fields.Select(field => Lean(("path", field.Path), ("type", field.Type), ("displayName", field.DisplayName)))),
    };

    internal static ObjectDefinition Definition(string name, ResourceLevel level, JToken answer) => new()
    {
        Name = answer.Member("objectName").Text() is { Length: > 0 } own ? own : name,
        Level = level,
        Fields = [.. Items(answer, "fields").Select(field => new DefinitionField { Path = Text(field, "path") ?? string.Empty, Type = Text(field, "type"), DisplayName = Text(field, "displayName") })],
    };

    internal static JObject Write(Transformation transformation)
    {
        var body = new JObject
        {
            ["vendorName"] = transformation.VendorName,
            ["level"] = Level(transformation.Level),
            ["fields"] = new JArray(transformation.Fields.Select(Write)),
        };
        if (transformation.Rules.Count > 0)
        {
            body["configuration"] = new JArray(transformation.Rules.Select(Write));
        }

        if (transformation.Script != null)
        {
            body["script"] = new JObject { ["body"] = transformation.Script, ["mimeType"] = "application/javascript", ["filterEmptyResponse"] = false };
        }

        return body;
    }

    internal static Transformation Transformation(string name, ResourceLevel level, JToken answer) => new()
    {
        ObjectName = Text(answer, "objectName") ?? name,
        VendorName = Text(answer, "vendorName") ?? string.Empty,
        Level = level,
        Fields = [.. Items(answer, "fields").Select(field => new TransformationField
        {
            Path = Text(field, "path") ?? string.Empty,
            VendorPath = Text(field, "vendorPath") ?? string.Empty,
            Type = Text(field, "type"),
            VendorType = Text(field, "vendorType"),
            Rules = Rules(field),
        })],
        Rules = Rules(answer),
        Script = answer.Member("script").Member("body").Text(),
    };

    private static string Level(ResourceLevel level) => level switch
    {
        ResourceLevel.Instance => "instance",
        ResourceLevel.Account => "account",
        _ => "organization",
    };

    private static JObject Write(TransformationField field)
    {
        JObject one = Lean(("path", field.Path), ("vendorPath", field.VendorPath), ("type", field.Type), ("vendorType", field.VendorType));
        if (field.Rules.Count > 0)
        {
            one["configuration"] = new JArray(field.Rules.Select(Write));
        }

        return one;
    }

    private static JObject Write(TransformationRule rule)
    {
        JObject properties = Lean(("pattern", rule.Pattern));
        foreach ((string name, bool? value) in new[] { ("fromVendor", rule.FromVendor), ("toVendor", rule.ToVendor) })
        {
            if (value != null)
            {
                properties[name] = value.Value;
            }
        }

        var one = new JObject { ["type"] = rule.Type };
        if (properties.Count > 0)
        {
            one["properties"] = properties;
        }

        return one;
    }

    private static List<TransformationRule> Rules(JToken holder) => [.. Items(holder, "configuration").Select(rule =>
    {
        JToken? properties = rule.Member("properties");
        return new TransformationRule(Text(rule, "type") ?? string.Empty, Flag(properties, "fromVendor"), Flag(properties, "toVendor"), properties.Member("pattern").Text());
    })];

    private static IEnumerable<JObject> Items(JToken holder, string name) => (holder.Member(name) as JArray ?? []).OfType<JObject>();

    private static bool? Flag(JToken? holder, string name) => bool.TryParse(holder.Member(name).Text(), out bool flag) ? flag : null;

    private static string? Text(JToken holder, string name) => holder.Member(name).Text() is { Length: > 0 } text ? text : null;

    private static JObject Lean(params (string Name, string? Value)[] members)
    {
        var one = new JObject();
        foreach ((string name, string? value) in members)
        {
            if (value != null)
            {
                one[name] = value;
            }
        }

        return one;
    }
}

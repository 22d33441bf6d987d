using Newtonsoft.Json;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Local;

/// <summary>How a transformation lies on disk: the members of contract cloud-elements-api §13.2.</summary>
internal sealed class TransformationFile
{
    [JsonProperty("objectName")]
    public string ObjectName { get; set; } = string.Empty;

    [JsonProperty("vendorName")]
    public string VendorName { get; set; } = string.Empty;

    [JsonProperty("fields")]
    public List<Field> Fields { get; set; } = [];

    [JsonProperty("configuration")]
    public List<Rule> Configuration { get; set; } = [];

    [JsonProperty("script")]
    public ScriptText? Script { get; set; }

    internal static TransformationFile Of(Transformation transformation) => new()
    {
        ObjectName = transformation.ObjectName,
        VendorName = transformation.VendorName,
        Fields = [.. transformation.Fields.Select(field => new Field { Path = field.Path, VendorPath = field.VendorPath, Type = field.Type, VendorType = field.VendorType, Configuration = Rules(field.Rules) })],
        Configuration = Rules(transformation.Rules),
        Script = transformation.Script == null ? null : new ScriptText { Body = transformation.Script },
    };

    internal Transformation ToTransformation(ResourceLevel level) => new()
    {
        ObjectName = ObjectName,
        VendorName = VendorName,
        Level = level,
        Fields = [.. Fields.Select(field => new TransformationField { Path = field.Path, VendorPath = field.VendorPath, Type = field.Type, VendorType = field.VendorType, Rules = Rules(field.Configuration) })],
        Rules = Rules(Configuration),
        Script = Script?.Body,
    };

    private static List<Rule> Rules(IReadOnlyList<TransformationRule> rules) =>
        [.. rules.Select(rule => new Rule { Type = rule.Type, Properties = new Details { FromVendor = rule.FromVendor, ToVendor = rule.ToVendor, Pattern = rule.Pattern } })];

    private static List<TransformationRule> Rules(List<Rule>? rules) =>
        [.. (rules ?? []).Select(rule => new TransformationRule(rule.Type, rule.Properties?.FromVendor, rule.Properties?.ToVendor, rule.Properties?.Pattern))];

    /// <summary>One mapping.</summary>
    internal sealed class Field
    {
        [JsonProperty("path")]
        public string Path { get; set; } = string.Empty;

        [JsonProperty("vendorPath")]
        public string VendorPath { get; set; } = string.Empty;

        [JsonProperty("type")]
        public string? Type { get; set; }

        [JsonProperty("vendorType")]
        public string? VendorType { get; set; }

        [JsonProperty("configuration")]
        public List<Rule>? Configuration { get; set; }
    }

    /// <summary>One configuration entry.</summary>
    internal sealed class Rule
    {
        [JsonProperty("type")]
        public string Type { get; set; } = string.Empty;

        [JsonProperty("properties")]
        public Details? Properties { get; set; }
    }

    /// <summary>The properties of an entry.</summary>
    internal sealed class Details
    {
        [JsonProperty("fromVendor")]
        public bool? FromVendor { get; set; }

        [JsonProperty("toVendor")]
        public bool? ToVendor { get; set; }

        [JsonProperty("pattern")]
        public string? Pattern { get; set; }
    }

    /// <summary>The script, which is kept and not run.</summary>
    internal sealed class ScriptText
    {
        [JsonProperty("body")]
        public string Body { get; set; } = string.Empty;
    }
}

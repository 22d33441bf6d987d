using Newtonsoft.Json;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Local;

/// <summary>How an object definition lies on disk: the members of contract cloud-elements-api §13.1.</summary>
internal sealed class DefinitionFile
{
    [JsonProperty("objectName")]
    public string ObjectName { get; set; } = string.Empty;

    [JsonProperty("fields")]
    public List<Field> Fields { get; set; } = [];

    internal static DefinitionFile Of(ObjectDefinition definition) => new()
    {
        ObjectName = definition.Name,
        Fields = [.. definition.Fields.Select(field => new Field { Path = field.Path, Type = field.Type, DisplayName = field.DisplayName })],
    };

    internal ObjectDefinition ToDefinition(ResourceLevel level) => new()
    {
        Name = ObjectName,
        Level = level,
        Fields = [.. Fields.Select(field => new DefinitionField { Path = field.Path, Type = field.Type, DisplayName = field.DisplayName })],
    };

    /// <summary>One field.</summary>
    internal sealed class Field
    {
        [JsonProperty("path")]
        public string Path { get; set; } = string.Empty;

        [JsonProperty("type")]
        public string? Type { get; set; }

        [JsonProperty("displayName")]
        public string? DisplayName { get; set; }
    }
}

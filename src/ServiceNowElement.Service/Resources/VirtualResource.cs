using System.Text.Json.Nodes;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>All definitions of one name, as the newer routes show them (contract cloud-elements-api §13.6).</summary>
/// <param name="Definitions">The definitions, one per level and place, the oldest first.</param>
/// <param name="ElementIds">The elements it is mapped to.</param>
/// <param name="InstanceIds">The instances with a mapping of their own.</param>
internal sealed record VirtualResource(IReadOnlyList<DefinitionEntity> Definitions, IReadOnlyList<long> ElementIds, IReadOnlyList<long> InstanceIds)
{
    /// <summary>Gets the id: that of the oldest definition.</summary>
    internal long Id => Definitions[0].Id;

    internal string Name => Definitions[0].ObjectName;

    internal JsonObject AsVirtual() => new()
    {
        ["id"] = Id,
        ["objectName"] = Name,
        ["description"] = Definitions.Select(row => ResourceModels.Text(ResourceModels.Body(row.Body), "description")).FirstOrDefault(text => text != null) ?? string.Empty,
        ["fields"] = Fields(),
        ["mappedElementIds"] = Ids(ElementIds),
    };

    internal JsonObject AsCommon() => new() { ["name"] = Name, ["fields"] = Fields(), ["elementInstanceIds"] = Ids(InstanceIds), ["mappedElementIds"] = Ids(ElementIds) };

    private static JsonArray Ids(IReadOnlyList<long> ids) => new([.. ids.Select(id => (JsonNode?)id)]);

    private JsonArray Fields() => new([.. Definitions.SelectMany(DefinitionAnswers.Fields)]);
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>Definitions as answers show them (contract cloud-elements-api §13.1).</summary>
internal static class DefinitionAnswers
{
    private const int IdsPerDefinition = 10000;

    internal static JsonObject Of(DefinitionEntity row)
    {
        JsonObject answer = ResourceModels.Body(row.Body);
        answer["objectName"] = row.ObjectName;
        answer["level"] = row.Level;
        answer["id"] = row.Id;
        answer["createdDate"] = ApiJson.Date(row.CreatedAt);
        answer["fields"] = new JsonArray([.. Fields(row)]);
        return answer;
    }

    internal static JsonObject Of(IEnumerable<DefinitionEntity> rows) =>
        new(rows.OrderBy(row => row.Id).Select(row => KeyValuePair.Create(row.ObjectName, (JsonNode?)Of(row))));

    /// <summary>Gets the fields, each with an id and the level it belongs to.</summary>
    internal static IEnumerable<JsonObject> Fields(DefinitionEntity row)
    {
        int index = 0;
        foreach (JsonObject field in ResourceModels.Fields(ResourceModels.Body(row.Body)))
        {
            JsonObject shown = field.DeepClone().AsObject();
            shown["id"] = (row.Id * IdsPerDefinition) + ++index;
            shown["level"] = row.Level;
            shown["associatedLevel"] = row.Level;
            if ((row.InstanceId ?? row.AccountId) is { } owner)
            {
                shown["associatedId"] = owner;
            }

            yield return shown;
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Transformations as answers show them: with what they inherit and the types of the definitions (contract cloud-elements-api §13.2).</summary>
/// <param name="transformations">The transformations of the level and of those above it.</param>
/// <param name="definitions">The definitions of the same levels.</param>
internal sealed class TransformationAnswers(IReadOnlyList<TransformationEntity> transformations, IReadOnlyList<DefinitionEntity> definitions)
{
    internal JsonObject Of(TransformationEntity row)
    {
        List<TransformationEntity> chain = [row, .. Inherited(row)];
        Dictionary<string, string?> types = Types(row);
        JsonObject answer = ResourceModels.Body(row.Body);
        answer["vendorName"] = chain.Select(level => level.VendorName).FirstOrDefault(name => name.Length > 0) ?? row.ObjectName;
        answer["objectName"] = row.ObjectName;
        answer["level"] = row.Level;
        answer["startDate"] = row.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        answer["fields"] = new JsonArray([.. Fields(chain, types)]);
        if (row.InstanceId is { } instance)
        {
            answer["elementInstanceId"] = instance;
        }

        return answer;
    }

    internal JsonObject Of(IEnumerable<TransformationEntity> rows) =>
        new(rows.OrderBy(row => row.Id).Select(row => KeyValuePair.Create(row.ObjectName, (JsonNode?)Of(row))));

    /// <summary>Gets the fields that a transformation has from the levels above it: path and vendor's path.</summary>
    internal HashSet<(string Path, string? VendorPath)> InheritedFields(TransformationEntity row) =>
        [.. Inherited(row).SelectMany(level => ResourceModels.Fields(ResourceModels.Body(level.Body))).Select(Key)];

    internal static (string Path, string? VendorPath) Key(JsonObject field) => (ResourceModels.Text(field, "path")!, ResourceModels.Text(field, "vendorPath"));

    private static IEnumerable<JsonObject> Fields(List<TransformationEntity> chain, Dictionary<string, string?> types)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (TransformationEntity level in chain)
        {
            // A path may be mapped twice at one level; only a lower level hides it.
            List<JsonObject> own = [.. ResourceModels.Fields(ResourceModels.Body(level.Body)).Where(field => !seen.Contains(ResourceModels.Text(field, "path")!))];
            foreach (JsonObject field in own)
            {
                string path = ResourceModels.Text(field, "path")!;
                seen.Add(path);
                JsonObject shown = field.DeepClone().AsObject();
                string? type = ResourceModels.Text(shown, "type");
                shown["type"] = !string.IsNullOrEmpty(type) ? type : types.GetValueOrDefault(path) is { Length: > 0 } defined ? defined : "string";
                shown["level"] = level.Level;
                yield return shown;
            }
        }
    }

    private List<TransformationEntity> Inherited(TransformationEntity row)
    {
        ResourceLevel own = ResourceScope.Parse(row.Level);
        var chain = new List<TransformationEntity>();
        bool inherits = Inherits(row);
        foreach (TransformationEntity level in transformations
            .Where(other => ResourceRows.IsNamed(other, row.ObjectName) && ResourceScope.Parse(other.Level) > own)
            .OrderBy(other => ResourceScope.Parse(other.Level)).TakeWhile(_ => inherits))
        {
            chain.Add(level);
            inherits = Inherits(level);
        }

        return chain;
    }

    private static bool Inherits(TransformationEntity row) => TransformationRules.Has(ResourceModels.Rules(ResourceModels.Body(row.Body)), TransformationRules.Inherit);

    private Dictionary<string, string?> Types(TransformationEntity row)
    {
        ObjectDefinition? merged = TransformationMerger.Merge([.. definitions.Where(definition => ResourceRows.IsNamed(definition, row.ObjectName)).Select(ResourceModels.Of)]);
        return (merged?.Fields ?? []).ToDictionary(field => field.Path, field => field.Type, StringComparer.Ordinal);
    }
}

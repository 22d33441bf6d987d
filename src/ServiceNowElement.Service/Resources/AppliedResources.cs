using ServiceNowElement.Service.Storage;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>The definitions and transformations of all levels that apply to one place, merged by name; never changes.</summary>
internal sealed class AppliedResources
{
    private readonly Dictionary<string, Transformation> _merged = new(StringComparer.OrdinalIgnoreCase);

    internal AppliedResources(IReadOnlyList<DefinitionEntity> definitions, IReadOnlyList<TransformationEntity> transformations)
    {
        ILookup<string, ObjectDefinition> byName = definitions.Select(ResourceModels.Of).ToLookup(definition => definition.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, Transformation> group in transformations.Select(ResourceModels.Of).GroupBy(found => found.ObjectName, StringComparer.OrdinalIgnoreCase))
        {
            _merged[group.Key] = TransformationMerger.Merge([.. group], [.. byName[group.Key]])!;
        }

        Names =
        [
            .. byName.Select(group => group.Key).Concat(_merged.Keys).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Select(name => (name, _merged.GetValueOrDefault(name)?.VendorName)),
        ];
    }

    /// <summary>Gets the names of all defined objects, with the object behind each where there is a transformation.</summary>
    internal IReadOnlyList<(string ObjectName, string? VendorName)> Names { get; }

    internal Transformation? Find(string objectName) => _merged.GetValueOrDefault(objectName);
}

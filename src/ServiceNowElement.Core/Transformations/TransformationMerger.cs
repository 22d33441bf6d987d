namespace ServiceNowElement.Transformations;

/// <summary>Finds what applies when several levels have something of a name (contract cloud-elements-api §13.4).</summary>
public static class TransformationMerger
{
    /// <summary>Merges the definitions of one name: all fields, those of the more specific level first and instead of higher ones.</summary>
    /// <param name="definitions">The definitions that apply, at most one per level, in any order.</param>
    /// <returns>The merged definition with the most specific level; null for none.</returns>
    public static ObjectDefinition? Merge(IReadOnlyList<ObjectDefinition> definitions)
    {
        List<ObjectDefinition> levels = [.. definitions.OrderBy(definition => definition.Level)];
        return levels.Count == 0 ? null : new ObjectDefinition
        {
            Name = levels[0].Name,
            Level = levels[0].Level,
            Fields = Distinct(levels.SelectMany(level => level.Fields), field => field.Path),
        };
    }

    /// <summary>
    /// Merges the transformations of one name. The most specific one wins; where it inherits, the fields and rules of the next level come under
    /// it, and so on. Missing types come from the definitions, a missing vendor name from the higher level or the object's own name.
    /// </summary>
    /// <param name="transformations">The transformations that apply, at most one per level, in any order.</param>
    /// <param name="definitions">The definitions of the same name that apply.</param>
    /// <returns>The merged transformation with the most specific level; null for none.</returns>
    public static Transformation? Merge(IReadOnlyList<Transformation> transformations, IReadOnlyList<ObjectDefinition> definitions)
    {
        List<Transformation> levels = [.. transformations.OrderBy(transformation => transformation.Level)];
        if (levels.Count == 0)
        {
            return null;
        }

        int used = 1;
        while (used < levels.Count && TransformationRules.Has(levels[used - 1].Rules, TransformationRules.Inherit))
        {
            used++;
        }

        levels.RemoveRange(used, levels.Count - used);
        Dictionary<string, string?> types = (Merge(definitions)?.Fields ?? []).ToDictionary(field => field.Path, field => field.Type, StringComparer.Ordinal);
        return new Transformation
        {
            ObjectName = levels[0].ObjectName,
            Level = levels[0].Level,
            VendorName = levels.Select(level => level.VendorName).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? levels[0].ObjectName,
            Fields = [.. Distinct(levels.SelectMany(level => level.Fields), field => field.Path).Select(field => Typed(field, types))],
            Rules = Distinct(levels.SelectMany(level => level.Rules), rule => rule.Type),
            Script = levels.Select(level => level.Script).FirstOrDefault(script => !string.IsNullOrWhiteSpace(script)),
        };
    }

    private static TransformationField Typed(TransformationField field, Dictionary<string, string?> types) =>
        !string.IsNullOrEmpty(field.Type) || !types.TryGetValue(field.Path, out string? type) || string.IsNullOrEmpty(type)
            ? field
            : new TransformationField { Path = field.Path, VendorPath = field.VendorPath, Type = type, VendorType = field.VendorType, Rules = field.Rules };

    private static List<T> Distinct<T>(IEnumerable<T> items, Func<T, string> key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Where(item => seen.Add(key(item)))];
    }
}

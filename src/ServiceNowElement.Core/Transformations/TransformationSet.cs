namespace ServiceNowElement.Transformations;

/// <summary>The transformations that apply to one instance, merged and compiled; never changes.</summary>
public sealed class TransformationSet
{
    private readonly Dictionary<string, TransformationMapper> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Initializes a new instance of the <see cref="TransformationSet"/> class.</summary>
    /// <param name="transformations">The transformations of all levels that apply.</param>
    /// <param name="definitions">The definitions of all levels that apply.</param>
    public TransformationSet(IEnumerable<Transformation> transformations, IEnumerable<ObjectDefinition> definitions)
    {
        ILookup<string, ObjectDefinition> byName = definitions.ToLookup(definition => definition.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, Transformation> group in transformations.GroupBy(transformation => transformation.ObjectName, StringComparer.OrdinalIgnoreCase))
        {
            _byName[group.Key] = new TransformationMapper(TransformationMerger.Merge([.. group], [.. byName[group.Key]])!);
        }
    }

    /// <summary>Gets the set without any transformation.</summary>
    public static TransformationSet Empty { get; } = new([], []);

    /// <summary>Gets the mappers, sorted by the name of the defined object.</summary>
    public IEnumerable<TransformationMapper> Mappers => _byName.Values.OrderBy(mapper => mapper.Transformation.ObjectName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads what applies to an instance.</summary>
    /// <param name="platform">Where it is kept.</param>
    /// <param name="instance">The instance's identifier or name; null when only what is common to all instances applies.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The set.</returns>
    public static async Task<TransformationSet> ReadAsync(IPlatform platform, string? instance, CallContext call)
    {
        var transformations = new List<Transformation>();
        var definitions = new List<ObjectDefinition>();
        foreach (ResourceLevel level in new[] { ResourceLevel.Instance, ResourceLevel.Account, ResourceLevel.Organization })
        {
            if (level == ResourceLevel.Instance && instance == null)
            {
                continue;
            }

            string? of = level == ResourceLevel.Instance ? instance : null;
            transformations.AddRange(await platform.ListTransformationsAsync(level, of, call).ConfigureAwait(false));
            definitions.AddRange(await platform.ListDefinitionsAsync(level, of, call).ConfigureAwait(false));
        }

        return new TransformationSet(transformations, definitions);
    }

    /// <summary>Finds the mapper of a defined object.</summary>
    /// <param name="objectName">The name, in any letter case.</param>
    /// <returns>The mapper; null when records of that name stay as they are.</returns>
    public TransformationMapper? Find(string objectName) => _byName.TryGetValue((objectName ?? throw new ArgumentNullException(nameof(objectName))).Trim(), out TransformationMapper? mapper) ? mapper : null;
}

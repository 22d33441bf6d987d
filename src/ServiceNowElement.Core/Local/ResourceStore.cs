using System.Text.RegularExpressions;
using ServiceNowElement.Errors;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Local;

/// <summary>
/// Definitions and transformations in a folder, one file each: <c>definitions/organization</c>, <c>definitions/account</c>,
/// <c>definitions/instance/{id}</c>, and the same under <c>transformations</c>. This machine is one organization with one account.
/// </summary>
internal sealed class ResourceStore(string folder)
{
    private const string Definitions = "definitions";
    private const string Transformations = "transformations";
    private const string Extension = ".json";

    // Before each name, because a file system may refuse or reserve a bare one.
    private const string Prefix = "object-";
    private static readonly Regex s_name = new(@"^[A-Za-z0-9_$][A-Za-z0-9_.$-]{0,99}$", RegexOptions.CultureInvariant);
    private static readonly ResourceLevel[] s_levels = [ResourceLevel.Instance, ResourceLevel.Account, ResourceLevel.Organization];

    internal IReadOnlyList<ObjectDefinition> ListDefinitions(ResourceLevel level, string? instanceId) =>
        [.. Files(Definitions, level, instanceId).Select(path => StoreFile.Read<DefinitionFile, ObjectDefinition>(path, file => file.ToDefinition(level))).OrderBy(definition => definition.Name, StringComparer.OrdinalIgnoreCase)];

    internal IReadOnlyList<Transformation> ListTransformations(ResourceLevel level, string? instanceId) =>
        [.. Files(Transformations, level, instanceId).Select(path => StoreFile.Read<TransformationFile, Transformation>(path, file => file.ToTransformation(level))).OrderBy(transformation => transformation.ObjectName, StringComparer.OrdinalIgnoreCase)];

    internal ObjectDefinition Set(string? instanceId, ObjectDefinition definition)
    {
        string path = PathOf(Definitions, definition.Level, instanceId, definition.Name);
        StoreFile.Write(path, DefinitionFile.Of(definition));
        return definition;
    }

    internal Transformation Set(string? instanceId, Transformation transformation)
    {
        string name = transformation.ObjectName;
        string path = PathOf(Transformations, transformation.Level, instanceId, name);
        if (!Array.Exists(s_levels, level => level >= transformation.Level && File.Exists(PathOf(Definitions, level, instanceId, name))))
        {
            throw ErrorCatalog.ResourceNotFound.With("definition", name, transformation.Level);
        }

        StoreFile.Write(path, TransformationFile.Of(transformation));
        return transformation;
    }

    internal void RemoveDefinition(ResourceLevel level, string? instanceId, string name)
    {
        string path = PathOf(Definitions, level, instanceId, name);
        if (!File.Exists(path))
        {
            throw ErrorCatalog.ResourceNotFound.With("definition", name, level);
        }

        if (IsUsed(level, instanceId, name))
        {
            throw ErrorCatalog.ResourceInUse.With(name);
        }

        StoreFile.Remove(path);
    }

    internal void RemoveTransformation(ResourceLevel level, string? instanceId, string name)
    {
        string path = PathOf(Transformations, level, instanceId, name);
        if (!File.Exists(path))
        {
            throw ErrorCatalog.ResourceNotFound.With("transformation", name, level);
        }

        StoreFile.Remove(path);
    }

    /// <summary>Forgets what belongs to an instance that is removed.</summary>
    internal void RemoveInstance(string instanceId)
    {
        foreach (string kind in new[] { Definitions, Transformations })
        {
            foreach (string path in Files(kind, ResourceLevel.Instance, instanceId))
            {
                StoreFile.Remove(path);
            }
        }
    }

    private static string FileOf(string name) => s_name.IsMatch(name)
        ? Prefix + name.ToLowerInvariant() + Extension
        : throw ErrorCatalog.InvalidValue.With(name, "name of an object (letters, digits, _ . $ -)", "objectName");

    // A definition serves the transformations of its own level and of those below it.
    private bool IsUsed(ResourceLevel level, string? instanceId, string name)
    {
        string file = FileOf(name);
        string all = Path.Combine(folder, Transformations, FolderOf(ResourceLevel.Instance));
        return level switch
        {
            ResourceLevel.Instance => File.Exists(PathOf(Transformations, level, instanceId, name)),
            _ => s_levels.Any(lower => lower != ResourceLevel.Instance && lower <= level && File.Exists(PathOf(Transformations, lower, null, name)))
                || (Directory.Exists(all) && Directory.GetDirectories(all).Any(one => File.Exists(Path.Combine(one, file)))),
        };
    }

    private static string FolderOf(ResourceLevel level) => level.ToString().ToLowerInvariant();

    private string[] Files(string kind, ResourceLevel level, string? instanceId)
    {
        string place = Place(kind, level, instanceId);
        return Directory.Exists(place) ? Directory.GetFiles(place, Prefix + "*" + Extension) : [];
    }

    private string PathOf(string kind, ResourceLevel level, string? instanceId, string name) => Path.Combine(Place(kind, level, instanceId), FileOf(name));

    private string Place(string kind, ResourceLevel level, string? instanceId)
    {
        string place = Path.Combine(folder, kind, FolderOf(level));
        return level == ResourceLevel.Instance ? Path.Combine(place, instanceId!) : place;
    }
}

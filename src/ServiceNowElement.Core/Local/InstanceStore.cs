using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.Local;

/// <summary>Instances in a folder, one file each, so that two processes never write the same file for different instances. No secret is written.</summary>
internal sealed class InstanceStore(string folder)
{
    private string Folder => Path.Combine(folder, "instances");

    internal IReadOnlyList<ElementInstance> All()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        return Directory.GetFiles(Folder, "*.json").Select(Read).OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }

    internal ElementInstance? Find(string idOrName) => All().FirstOrDefault(instance =>
        instance.Id == idOrName || string.Equals(instance.Name, idOrName, StringComparison.OrdinalIgnoreCase));

    internal void Write(ElementInstance instance)
    {
        string path = PathOf(instance);
        string partial = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".partial";
        try
        {
            Directory.CreateDirectory(Folder);
            using (var writer = new StreamWriter(partial, append: false, ElementJson.Utf8))
            {
                ElementJson.Serializer.Serialize(writer, InstanceFile.Of(instance));
            }

            if (File.Exists(path))
            {
                File.Delete(path);
            }

            // A file is there whole or not at all.
            File.Move(partial, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.FileNotWritable.With(path, failure.Message);
        }
    }

    internal void Remove(ElementInstance instance)
    {
        try
        {
            File.Delete(PathOf(instance));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.FileNotWritable.With(PathOf(instance), failure.Message);
        }
    }

    private static ElementInstance Read(string path)
    {
        try
        {
            using JsonTextReader reader = ElementJson.Reader(new StreamReader(path, ElementJson.Utf8));
            return ElementJson.Serializer.Deserialize<InstanceFile>(reader)?.ToInstance() ?? throw new JsonException("the file is empty");
        }
        catch (Exception failure) when (failure is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw ErrorCatalog.StoreDamaged.With(path, failure.Message);
        }
    }

    private string PathOf(ElementInstance instance) => Path.Combine(Folder, instance.Id + ".json");
}

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

    internal void Write(ElementInstance instance) => StoreFile.Write(PathOf(instance), InstanceFile.Of(instance));

    internal void Remove(ElementInstance instance) => StoreFile.Remove(PathOf(instance));

    private static ElementInstance Read(string path) => StoreFile.Read<InstanceFile, ElementInstance>(path, file => file.ToInstance());

    private string PathOf(ElementInstance instance) => Path.Combine(Folder, instance.Id + ".json");
}

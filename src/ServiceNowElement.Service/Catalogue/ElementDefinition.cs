namespace ServiceNowElement.Service.Catalogue;

/// <summary>A connector (contract cloud-elements-api §4.2).</summary>
/// <param name="Id">The number.</param>
/// <param name="Key">The key, by which clients should address it.</param>
/// <param name="Name">The name.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsOAuth">Whether users sign in at the provider.</param>
/// <param name="Configuration">Its keys.</param>
internal sealed record ElementDefinition(long Id, string Key, string Name, string Description, bool IsOAuth, IReadOnlyList<ConfigurationItem> Configuration)
{
    internal ConfigurationItem? Find(string key) => Configuration.FirstOrDefault(item => item.Key == key);
}

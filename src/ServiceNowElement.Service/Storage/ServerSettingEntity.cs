namespace ServiceNowElement.Service.Storage;

/// <summary>Something the whole server keeps, such as the encrypted key of the secret hashes.</summary>
internal sealed class ServerSettingEntity
{
    public string Key { get; set; } = string.Empty;

    public string Value { get; set; } = string.Empty;
}

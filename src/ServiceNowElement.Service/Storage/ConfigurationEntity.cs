namespace ServiceNowElement.Service.Storage;

/// <summary>One configuration value of an instance; its id is the <c>configId</c> of contract cloud-elements-api §5.5.</summary>
internal sealed class ConfigurationEntity
{
    public long Id { get; set; }

    public long InstanceId { get; set; }

    public string Key { get; set; } = string.Empty;

    /// <summary>Gets or sets the value, encrypted when <see cref="IsSecret"/>.</summary>
    public string? Value { get; set; }

    public bool IsSecret { get; set; }
}

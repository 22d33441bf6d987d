using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Model;

/// <summary>What is needed to create an element instance.</summary>
public sealed class InstanceSettings
{
    /// <summary>Gets the name people use; unique within the platform.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the address of the ServiceNow instance.</summary>
    public InstanceAddress Address { get; init; } = null!;

    /// <summary>Gets how to sign in; proven by one call before the instance is kept.</summary>
    public ElementCredential Credential { get; init; } = null!;

    /// <summary>Gets the tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets configuration entries beside address and credentials, by their keys of contract cloud-elements-api §4.3; a local platform keeps none.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}

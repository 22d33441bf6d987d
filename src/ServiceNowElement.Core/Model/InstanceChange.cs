using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Model;

/// <summary>What to change of an instance; null keeps what is there.</summary>
public sealed class InstanceChange
{
    /// <summary>Gets the new name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the new tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Gets the new credentials; proven by one call before they are kept. A local platform keeps no secrets and refuses them.</summary>
    public ElementCredential? Credential { get; init; }

    /// <summary>Gets configuration entries to set, by their keys of contract cloud-elements-api §4.3; the others stay.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>Gets whether calls are let through.</summary>
    public bool? Enabled { get; init; }
}

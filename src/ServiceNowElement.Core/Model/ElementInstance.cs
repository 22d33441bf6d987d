namespace ServiceNowElement.Model;

/// <summary>An element instance: one ServiceNow instance with a name, without its secrets.</summary>
public sealed class ElementInstance
{
    /// <summary>Gets the identifier within its platform.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Gets the name people use.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the element's key, <c>servicenow</c> or <c>servicenowoauth</c> (contract cloud-elements-api §5).</summary>
    public string ElementKey { get; init; } = "servicenow";

    /// <summary>Gets the address of the ServiceNow instance.</summary>
    public Uri Address { get; init; } = new("https://localhost/");

    /// <summary>Gets the user name it was created with, or null for client credentials. Never a password.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets the tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets when it was created, in UTC.</summary>
    public DateTime Created { get; init; }

    /// <summary>Gets a value indicating whether the platform lets calls through; a local platform always does.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets the configuration by key as the platform shows it: secrets masked; empty for a local platform.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

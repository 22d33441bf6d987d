namespace ServiceNowElement.Service.Storage;

/// <summary>An object definition at one level (contract cloud-elements-api §13.1).</summary>
internal sealed class DefinitionEntity : IResourceRow
{
    public long Id { get; set; }

    public long OrganizationId { get; set; }

    /// <summary>Gets or sets the account of an account-level definition.</summary>
    public long? AccountId { get; set; }

    /// <summary>Gets or sets the instance of an instance-level definition; it goes when the instance goes.</summary>
    public long? InstanceId { get; set; }

    /// <summary>Gets or sets the level: <c>organization</c>, <c>account</c> or <c>instance</c>.</summary>
    public string Level { get; set; } = string.Empty;

    public string ObjectName { get; set; } = string.Empty;

    /// <summary>Gets or sets the body as JSON.</summary>
    public string Body { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
}

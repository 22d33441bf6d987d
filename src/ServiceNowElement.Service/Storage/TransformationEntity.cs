namespace ServiceNowElement.Service.Storage;

/// <summary>A transformation at one level (contract cloud-elements-api §13.2).</summary>
internal sealed class TransformationEntity : IResourceRow
{
    public long Id { get; set; }

    public long OrganizationId { get; set; }

    /// <summary>Gets or sets the account of an account-level transformation.</summary>
    public long? AccountId { get; set; }

    /// <summary>Gets or sets the instance of an instance-level transformation; it goes when the instance goes.</summary>
    public long? InstanceId { get; set; }

    /// <summary>Gets or sets the level: <c>organization</c>, <c>account</c> or <c>instance</c>.</summary>
    public string Level { get; set; } = string.Empty;

    /// <summary>Gets or sets the element it maps to; empty at instance level, where the instance says it.</summary>
    public string ElementKey { get; set; } = string.Empty;

    public string ObjectName { get; set; } = string.Empty;

    public string VendorName { get; set; } = string.Empty;

    /// <summary>Gets or sets the body as JSON.</summary>
    public string Body { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
}

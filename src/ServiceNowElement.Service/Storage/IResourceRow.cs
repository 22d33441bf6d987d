namespace ServiceNowElement.Service.Storage;

/// <summary>What definitions and transformations have in common: a name at a level (contract cloud-elements-api §13.1).</summary>
internal interface IResourceRow
{
    /// <summary>Gets the organization.</summary>
    long OrganizationId { get; }

    /// <summary>Gets the account at account level, else null.</summary>
    long? AccountId { get; }

    /// <summary>Gets the instance at instance level, else null.</summary>
    long? InstanceId { get; }

    /// <summary>Gets the level.</summary>
    string Level { get; }

    /// <summary>Gets the name of the object.</summary>
    string ObjectName { get; }
}

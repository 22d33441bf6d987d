namespace ServiceNowElement.Transformations;

/// <summary>Where a definition or transformation applies (contract cloud-elements-api §13.1, §13.4); the most specific one wins.</summary>
public enum ResourceLevel
{
    /// <summary>One instance.</summary>
    Instance,

    /// <summary>All instances of an account.</summary>
    Account,

    /// <summary>All instances of the organization.</summary>
    Organization,
}

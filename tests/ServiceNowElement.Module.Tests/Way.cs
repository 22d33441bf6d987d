namespace ServiceNowElement.Module.Tests;

/// <summary>How the cmdlets of a test reach the instance; what they do must be the same.</summary>
public enum Way
{
    /// <summary>The module talks to the instance.</summary>
    Direct,

    /// <summary>The module talks to our service, and the service to the instance.</summary>
    Service,
}

namespace ServiceNowElement.Service.Http;

/// <summary>Who answers a path (contract cloud-elements-api §1.1).</summary>
internal enum PathKind
{
    /// <summary>Always the platform, token or not.</summary>
    Platform,

    /// <summary>Always the element.</summary>
    Hub,

    /// <summary>The element when there is an Element token, else the platform.</summary>
    HubWithToken,

    /// <summary>The element when there is an Element token and an object of this name was defined, else the platform.</summary>
    HubWhenDefined,
}

namespace ServiceNowElement.Service.Http;

/// <summary>What a platform route asks of the caller (contract cloud-elements-api §2.2).</summary>
internal enum Access
{
    /// <summary>Nothing; secrets are welcome and not looked at.</summary>
    Everyone,

    /// <summary>User and Organization, or a login token.</summary>
    Organization,

    /// <summary>User and Element: the route means the instance of the token.</summary>
    Instance,

    /// <summary>User with Organization, Element or both: the route itself tells them apart.</summary>
    Either,
}

using System.Security.Cryptography.X509Certificates;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>What all lanes to an instance have in common.</summary>
/// <param name="Address">The instance.</param>
/// <param name="Certificate">The client certificate, or null.</param>
/// <param name="Proxy">The proxy; null for the system's.</param>
/// <param name="ProxyUseDefaultCredentials">Whether the user's own Windows sign-in is shown to the proxy.</param>
internal sealed record LaneSettings(Uri Address, X509Certificate2? Certificate, Uri? Proxy, bool ProxyUseDefaultCredentials);

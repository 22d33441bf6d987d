using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>Puts the credentials on a request, and renews them once when the instance says they ended.</summary>
internal abstract class Authenticator : IDisposable
{
    internal static Authenticator For(ElementCredential credential, string instance, DirectElementOptions options) => credential switch
    {
        BasicCredential basic => new BasicAuthenticator(basic),
        ApiKeyCredential key => new ApiKeyAuthenticator(key),
        CertificateCredential certificate => new CertificateAuthenticator(certificate),
        OAuthCredential oauth => new OAuthAuthenticator(oauth, instance, options),
        _ => throw new ArgumentException("The kind of the credential is not known.", nameof(credential)),
    };

    /// <summary>Gets the header to send.</summary>
    /// <param name="lane">The lane of the request, through which a token is asked for when there is none.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The header; null when something else than it says who asks.</returns>
    internal abstract Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call);

    /// <summary>Answers whether a request that got 401 with this header may be sent once more.</summary>
    /// <param name="refused">The header that was refused.</param>
    /// <returns>True when the next header will be another one.</returns>
    internal abstract bool Renew(AuthenticationHeaderValue? refused);

    /// <summary>Puts the credentials on a request.</summary>
    internal virtual void Apply(HttpRequestMessage message, AuthenticationHeaderValue? header) => message.Headers.Authorization = header;

    /// <summary>Gets the certificate of the connection, or null.</summary>
    internal virtual X509Certificate2? Certificate => null;

    internal virtual string Who => "the user of this session";

    public void Dispose() => Wipe();

    /// <summary>Forgets the secrets.</summary>
    protected abstract void Wipe();
}

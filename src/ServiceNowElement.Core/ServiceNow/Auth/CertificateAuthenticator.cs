using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

internal sealed class CertificateAuthenticator(CertificateCredential credential) : Authenticator
{
    internal override string Who => $"the certificate '{credential.Certificate.Subject}'";

    internal override X509Certificate2? Certificate => credential.Certificate;

    // The connection itself says who it is.
    internal override Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call) => Task.FromResult<AuthenticationHeaderValue?>(null);

    internal override bool Renew(AuthenticationHeaderValue? refused) => false;

    protected override void Wipe()
    {
        // The certificate belongs to the user.
    }
}

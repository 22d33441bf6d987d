using System.Net.Http.Headers;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>Puts <c>User …, Organization …, Element …</c> on a request (contract cloud-elements-api §2.1); what is not known is left out.</summary>
internal sealed class CloudAuthenticator(CloudSecrets secrets) : Authenticator
{
    internal override string Who => secrets.Element == null ? "the organization secret or user secret of this session" : "the user secret or element token of this session";

    internal override Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call)
    {
        string rest = SecretText.Of(secrets.User)
            + (secrets.Organization == null ? string.Empty : ", Organization " + SecretText.Of(secrets.Organization))
            + (secrets.Element == null ? string.Empty : ", Element " + SecretText.Of(secrets.Element));
        return Task.FromResult<AuthenticationHeaderValue?>(new AuthenticationHeaderValue("User", rest));
    }

    // There is nothing to renew them with: another try would be refused again.
    internal override bool Renew(AuthenticationHeaderValue? refused) => false;

    protected override void Wipe() => secrets.Wipe();
}

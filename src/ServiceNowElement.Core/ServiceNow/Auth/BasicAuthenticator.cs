using System.Net.Http.Headers;
using ServiceNowElement.Json;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

internal sealed class BasicAuthenticator(BasicCredential credential) : Authenticator
{
    internal override string Who => $"the user name or password of '{credential.UserName}', or this instance restricts Basic authentication";

    internal override Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call)
    {
        // UTF-8, so that a non-ASCII password arrives as it was typed.
        string pair = Convert.ToBase64String(ElementJson.Utf8.GetBytes(credential.UserName + ":" + SecretText.Of(credential.Password)));
        return Task.FromResult<AuthenticationHeaderValue?>(new AuthenticationHeaderValue("Basic", pair));
    }

    // Another try with the same password only brings the account closer to being locked (contract §5.1).
    internal override bool Renew(AuthenticationHeaderValue? refused) => false;

    protected override void Wipe() => credential.Password.Dispose();
}

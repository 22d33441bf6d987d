using System.Net.Http.Headers;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

internal sealed class ApiKeyAuthenticator(ApiKeyCredential credential) : Authenticator
{
    internal override string Who => "the API key";

    internal override Task<AuthenticationHeaderValue?> GetAsync(Lane lane, CallContext call) => Task.FromResult<AuthenticationHeaderValue?>(null);

    internal override void Apply(HttpRequestMessage message, AuthenticationHeaderValue? header) => message.Headers.TryAddWithoutValidation("x-sn-apikey", SecretText.Of(credential.Key));

    internal override bool Renew(AuthenticationHeaderValue? refused) => false;

    protected override void Wipe() => credential.Key.Dispose();
}

using System.Net.Http.Headers;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>Puts the credentials on a request, and renews them once when the instance says they ended.</summary>
internal abstract class Authenticator : IDisposable
{
    internal static Authenticator For(ElementCredential credential, string instance, DirectElementOptions options) => credential switch
    {
        BasicCredential basic => new BasicAuthenticator(basic),
        _ => new OAuthAuthenticator(credential, instance, options),
    };

    /// <summary>Gets the header to send.</summary>
    /// <param name="lane">The lane of the request, through which a token is asked for when there is none.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The header.</returns>
    internal abstract Task<AuthenticationHeaderValue> GetAsync(Lane lane, CallContext call);

    /// <summary>Answers whether a request that got 401 with this header may be sent once more.</summary>
    /// <param name="refused">The header that was refused.</param>
    /// <returns>True when the next header will be another one.</returns>
    internal abstract bool Renew(AuthenticationHeaderValue refused);

    internal virtual string Who => "the user of this session";

    public void Dispose() => Wipe();

    /// <summary>Forgets the secrets.</summary>
    protected abstract void Wipe();
}

using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>OAuth with the client-credentials grant: the client acts as the user that its registration names.</summary>
/// <param name="clientId">The client id of the instance's Application Registry.</param>
/// <param name="clientSecret">The client's secret.</param>
public sealed class OAuthClientCredential(string clientId, SecureString clientSecret)
    : OAuthCredential(clientId, clientSecret ?? throw new ArgumentNullException(nameof(clientSecret)))
{
    /// <inheritdoc/>
    public override string? UserName => null;

    /// <inheritdoc/>
    public override string Kind => "OAuth client credentials";

    internal override ElementCredential Copy() => new OAuthClientCredential(ClientId, ClientSecret!);

    internal override IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now) => [("grant_type", "client_credentials")];
}

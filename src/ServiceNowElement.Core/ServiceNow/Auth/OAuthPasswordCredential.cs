using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>OAuth with the password grant: a registered client and a user; renewed with the refresh token.</summary>
/// <param name="clientId">The client id of the instance's Application Registry.</param>
/// <param name="clientSecret">The client's secret.</param>
/// <param name="userName">The user name.</param>
/// <param name="password">The user's password.</param>
public sealed class OAuthPasswordCredential(string clientId, SecureString clientSecret, string userName, SecureString password)
    : OAuthCredential(clientId, clientSecret ?? throw new ArgumentNullException(nameof(clientSecret)))
{
    /// <inheritdoc/>
    public override string UserName { get; } = userName ?? throw new ArgumentNullException(nameof(userName));

    /// <inheritdoc/>
    public override string Kind => "OAuth password";

    internal SecureString Password { get; } = (password ?? throw new ArgumentNullException(nameof(password))).Copy();

    internal override ElementCredential Copy() => new OAuthPasswordCredential(ClientId, ClientSecret!, UserName, Password);

    internal override IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now) => [("grant_type", "password"), ("username", UserName), ("password", SecretText.Of(Password))];

    internal override void Wipe()
    {
        Password.Dispose();
        base.Wipe();
    }
}

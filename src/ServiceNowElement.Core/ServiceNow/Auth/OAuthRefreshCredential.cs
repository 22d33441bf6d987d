using System.Net;
using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>
/// OAuth whose sign-in happened elsewhere: an authorization code that is exchanged once, or a refresh token. Whoever keeps the
/// refresh token is told when the instance gives out a new one.
/// </summary>
public sealed class OAuthRefreshCredential : OAuthCredential
{
    private readonly object _gate = new();
    private readonly Action<string>? _onNewRefreshToken;
    private (string Code, string? RedirectUri)? _code;
    private SecureString? _refresh;

    private OAuthRefreshCredential(string clientId, SecureString? clientSecret, (string Code, string? RedirectUri)? code, SecureString? refresh, Action<string>? onNewRefreshToken)
        : base(clientId, clientSecret)
    {
        _code = code;
        _refresh = refresh;
        _onNewRefreshToken = onNewRefreshToken;
    }

    /// <inheritdoc/>
    public override string? UserName => null;

    /// <inheritdoc/>
    public override string Kind => "OAuth refresh token";

    /// <summary>Makes a credential from an authorization code (contract servicenow-rest §5.2).</summary>
    /// <param name="clientId">The client id of the instance's Application Registry.</param>
    /// <param name="clientSecret">The client's secret; null for a public client.</param>
    /// <param name="code">The code; it is good for one request.</param>
    /// <param name="redirectUri">The address to which the code was sent, or null when none was named.</param>
    /// <param name="onNewRefreshToken">Takes every new refresh token; it must return quickly.</param>
    /// <returns>The credential.</returns>
    public static OAuthRefreshCredential FromCode(string clientId, SecureString? clientSecret, string code, string? redirectUri, Action<string>? onNewRefreshToken = null) =>
        new(clientId, clientSecret, (code ?? throw new ArgumentNullException(nameof(code)), redirectUri), null, onNewRefreshToken);

    /// <summary>Makes a credential from a refresh token.</summary>
    /// <param name="clientId">The client id of the instance's Application Registry.</param>
    /// <param name="clientSecret">The client's secret; null for a public client.</param>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="onNewRefreshToken">Takes every new refresh token; it must return quickly.</param>
    /// <returns>The credential.</returns>
    public static OAuthRefreshCredential FromRefreshToken(string clientId, SecureString? clientSecret, SecureString refreshToken, Action<string>? onNewRefreshToken = null) =>
        new(clientId, clientSecret, null, (refreshToken ?? throw new ArgumentNullException(nameof(refreshToken))).Copy(), onNewRefreshToken);

    internal override ElementCredential Copy()
    {
        lock (_gate)
        {
            return new OAuthRefreshCredential(ClientId, ClientSecret, _code, _refresh?.Copy(), _onNewRefreshToken);
        }
    }

    internal override IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_code is { } once)
            {
                // A code is good for one request.
                _code = null;
                return once.RedirectUri == null
                    ? [("grant_type", "authorization_code"), ("code", once.Code)]
                    : [("grant_type", "authorization_code"), ("code", once.Code), ("redirect_uri", once.RedirectUri)];
            }

            return _refresh == null ? [] : [("grant_type", "refresh_token"), ("refresh_token", SecretText.Of(_refresh))];
        }
    }

    internal override void Keep(string? refreshToken)
    {
        if (refreshToken == null)
        {
            return;
        }

        lock (_gate)
        {
            if (_refresh != null && SecretText.Of(_refresh) == refreshToken)
            {
                return;
            }

            _refresh?.Dispose();
            _refresh = new NetworkCredential(string.Empty, refreshToken).SecurePassword;
        }

        _onNewRefreshToken?.Invoke(refreshToken);
    }

    internal override void Wipe()
    {
        lock (_gate)
        {
            _code = null;
            _refresh?.Dispose();
            _refresh = null;
        }

        base.Wipe();
    }
}

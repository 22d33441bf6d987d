using System.Net;
using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>OAuth with an authorization code that a browser brought (<see cref="BrowserSignIn"/>); renewed with the refresh token.</summary>
public sealed class OAuthCodeCredential : OAuthCredential
{
    private readonly object _gate = new();
    private (string Code, string Verifier, string RedirectUri)? _code;
    private SecureString? _refresh;

    internal OAuthCodeCredential(string clientId, SecureString? clientSecret, string code, string verifier, string redirectUri)
        : base(clientId, clientSecret)
    {
        _code = (code, verifier, redirectUri);
    }

    private OAuthCodeCredential(OAuthCodeCredential other)
        : base(other.ClientId, other.ClientSecret)
    {
        lock (other._gate)
        {
            _code = other._code;
            _refresh = other._refresh?.Copy();
        }
    }

    /// <inheritdoc/>
    public override string? UserName => null;

    /// <inheritdoc/>
    public override string Kind => "OAuth browser";

    internal override ElementCredential Copy() => new OAuthCodeCredential(this);

    internal override IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_code is { } once)
            {
                // A code is good for one request.
                _code = null;
                return [("grant_type", "authorization_code"), ("code", once.Code), ("redirect_uri", once.RedirectUri), ("code_verifier", once.Verifier)];
            }

            return _refresh == null ? [] : [("grant_type", "refresh_token"), ("refresh_token", SecretText.Of(_refresh))];
        }
    }

    /// <summary>Hands the code over to whoever exchanges it in place of this credential; a code is good for one request.</summary>
    /// <returns>The code with its redirect URL; null when it was used.</returns>
    internal (string Code, string RedirectUri)? TakeCode()
    {
        lock (_gate)
        {
            (string Code, string RedirectUri)? taken = _code is { } once ? (once.Code, once.RedirectUri) : null;
            _code = null;
            return taken;
        }
    }

    internal override void Keep(string? refreshToken)
    {
        lock (_gate)
        {
            if (refreshToken != null)
            {
                _refresh?.Dispose();
                _refresh = new NetworkCredential(string.Empty, refreshToken).SecurePassword;
            }
        }
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

using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>What all OAuth grants have in common: a client of the instance's Application Registry (contract servicenow-rest §5.2).</summary>
public abstract class OAuthCredential : ElementCredential
{
    private protected OAuthCredential(string clientId, SecureString? clientSecret)
    {
        ClientId = clientId ?? throw new ArgumentNullException(nameof(clientId));
        ClientSecret = clientSecret?.Copy();
    }

    /// <summary>Gets the client id.</summary>
    public string ClientId { get; }

    /// <summary>Gets the client's secret; null for a public client.</summary>
    internal SecureString? ClientSecret { get; }

    /// <summary>Gets the members of the token request, without those of the client.</summary>
    /// <param name="now">The time, for grants that are signed.</param>
    internal abstract IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now);

    /// <summary>Takes the refresh token of an answer, for grants that cannot be asked twice.</summary>
    internal virtual void Keep(string? refreshToken)
    {
    }

    internal virtual void Wipe() => ClientSecret?.Dispose();
}

using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>OAuth with the JWT bearer grant: an assertion about the user, signed with a certificate's RSA key (contract servicenow-rest §5.2).</summary>
/// <param name="clientId">The client id; issuer and audience of the assertion.</param>
/// <param name="clientSecret">The client's secret.</param>
/// <param name="userName">The subject: the user field that the instance's profile names.</param>
/// <param name="certificate">The certificate with the private key; not disposed by the element.</param>
/// <param name="keyId">The <c>kid</c> of the instance's verifier map, or null.</param>
public sealed class OAuthJwtCredential(string clientId, SecureString clientSecret, string userName, X509Certificate2 certificate, string? keyId = null)
    : OAuthCredential(clientId, clientSecret ?? throw new ArgumentNullException(nameof(clientSecret)))
{
    private const int Seconds = 300;

    /// <inheritdoc/>
    public override string UserName { get; } = userName ?? throw new ArgumentNullException(nameof(userName));

    /// <inheritdoc/>
    public override string Kind => "OAuth JWT bearer";

    internal X509Certificate2 Certificate { get; } = CertificateCredential.WithKey(certificate);

    internal override ElementCredential Copy() => new OAuthJwtCredential(ClientId, ClientSecret!, UserName, Certificate, keyId);

    internal override IReadOnlyList<(string Name, string Value)> Grant(DateTimeOffset now) => [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", Assertion(now))];

    private string Assertion(DateTimeOffset now)
    {
        var header = new JObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        if (keyId != null)
        {
            header["kid"] = keyId;
        }

        var claims = new JObject
        {
            ["iss"] = ClientId,
            ["aud"] = ClientId,
            ["sub"] = UserName,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.ToUnixTimeSeconds() + Seconds,
            ["jti"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        };
        string content = Base64Url.Of(Bytes(header)) + "." + Base64Url.Of(Bytes(claims));
        using RSA key = Certificate.GetRSAPrivateKey() ?? throw Errors.ErrorCatalog.CredentialNotUsable.With($"the certificate '{Certificate.Subject}' has no RSA key");
        return content + "." + Base64Url.Of(key.SignData(ElementJson.Utf8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static byte[] Bytes(JObject token) => ElementJson.Utf8.GetBytes(token.ToString(Newtonsoft.Json.Formatting.None));
}

using System.Security.Cryptography.X509Certificates;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>A client certificate that the instance maps to a user (mutual TLS, contract servicenow-rest §5.1).</summary>
/// <param name="certificate">The certificate with its private key; not disposed by the element.</param>
public sealed class CertificateCredential(X509Certificate2 certificate) : ElementCredential
{
    /// <inheritdoc/>
    public override string? UserName => null;

    /// <inheritdoc/>
    public override string Kind => "Client certificate";

    internal X509Certificate2 Certificate { get; } = WithKey(certificate);

    internal override ElementCredential Copy() => new CertificateCredential(Certificate);

    internal static X509Certificate2 WithKey(X509Certificate2 certificate) =>
        (certificate ?? throw new ArgumentNullException(nameof(certificate))).HasPrivateKey ? certificate : throw Errors.ErrorCatalog.CredentialNotUsable.With($"the certificate '{certificate.Subject}' has no private key");
}

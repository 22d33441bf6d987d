namespace ServiceNowElement.Simulator;

/// <summary>How a simulated instance starts.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Gets the certificate for HTTPS; null for one of its own making.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? ServerCertificate { get; init; }

    /// <summary>Gets the API key that is accepted; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gets the certificate whose key signs JWT assertions; null when the grant is off.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? JwtCertificate { get; init; }

    /// <summary>Gets the thumbprint of the client certificate that is mapped to the user (with HTTPS); null for none.</summary>
    public string? ClientCertificateThumbprint { get; init; }

    /// <summary>Gets the address to listen on; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>Gets a value indicating whether it speaks HTTPS with a certificate of its own making.</summary>
    public bool Https { get; init; }

    /// <summary>Gets the number of incidents; other tables follow in proportion.</summary>
    public int Incidents { get; init; } = 20000;

    /// <summary>Gets the seed of all made-up data.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets the administrator's user name.</summary>
    public string User { get; init; } = "admin";

    /// <summary>Gets the administrator's password.</summary>
    public string Password { get; init; } = "admin";

    /// <summary>Gets the OAuth client's id.</summary>
    public string ClientId { get; init; } = "client";

    /// <summary>Gets the OAuth client's secret.</summary>
    public string ClientSecret { get; init; } = "secret";

    /// <summary>Gets the factor of the cost model's waits: 0 for none, 1 for the modelled time (contract servicenow-rest §8.3).</summary>
    public double TimeScale { get; init; }
}

using System.Management.Automation;
using System.Net;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Shell.Running;

/// <summary>What <c>$Simulator</c> holds: where the simulator is and how to sign in.</summary>
public sealed class SimulatorInfo
{
    internal SimulatorInfo(SimulatorHost host, SimulatorOptions options)
    {
        Url = host.Url;
        Credential = Make(options.User, options.Password);
        ClientCredential = Make(options.ClientId, options.ClientSecret);
    }

    /// <summary>Gets the address.</summary>
    public Uri Url { get; }

    /// <summary>Gets the administrator.</summary>
    public PSCredential Credential { get; }

    /// <summary>Gets the OAuth client.</summary>
    public PSCredential ClientCredential { get; }

    /// <inheritdoc/>
    public override string ToString() => Url.ToString();

    private static PSCredential Make(string name, string secret) => new(name, new NetworkCredential(string.Empty, secret).SecurePassword);
}

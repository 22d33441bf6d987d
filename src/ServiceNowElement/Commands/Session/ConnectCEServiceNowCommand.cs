using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Pipeline;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Connects to a ServiceNow instance and keeps the session for the other cmdlets.</summary>
[Cmdlet(VerbsCommunications.Connect, "CEServiceNow", DefaultParameterSetName = SubdomainSet)]
[OutputType(typeof(CESession))]
public sealed class ConnectCEServiceNowCommand : AsyncCmdlet
{
    private const string SubdomainSet = "Subdomain";
    private const string InstanceSet = "Instance";
    private const string EnvironmentSet = "Environment";

    /// <summary>Gets or sets the part before <c>.service-now.com</c>, or the whole https:// address.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SubdomainSet)]
    [ValidateNotNullOrEmpty]
    public string Subdomain { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of an instance that New-CEInstance keeps on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InstanceSet)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Instance { get; set; } = string.Empty;

    /// <summary>Gets or sets the user with password. Asked for when neither it nor -ClientCredential is given.</summary>
    [Parameter(Position = 1, ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Gets or sets the OAuth client id with secret: with -Credential the password grant, alone the client-credentials grant.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [Credential]
    public PSCredential? ClientCredential { get; set; }

    /// <summary>Gets or sets whether address and credentials come from the CE_SERVICENOW_ environment variables.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Gets or sets the name of the session; the instance's name when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Gets or sets whether this becomes the default session although there is one.</summary>
    [Parameter]
    public SwitchParameter AsDefault { get; set; }

    /// <summary>Gets or sets the most requests at once; 8 when omitted, of which 4 are used at first.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int? MaxConcurrency { get; set; }

    /// <summary>Gets or sets the longest time for one request in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 330;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DirectElement? element = null;
        ElementCredential credential;
        try
        {
            (InstanceAddress address, credential) = Target();
            element = new DirectElement(address, credential, ElementFactory.Options(this, MaxConcurrency, TimeoutSeconds));
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        bool kept = false;
        try
        {
            // One call proves both; a wrong password is tried once.
            RunAsync(Name ?? element.Instance, (_, call) => element.PingAsync(call));
            var session = new CESession(Name ?? element.Instance, element, credential.Kind, credential.UserName, DateTime.UtcNow) { Credential = credential };
            SessionStore.Current.Add(session, AsDefault);
            kept = true;
            WriteObject(session);
        }
        finally
        {
            if (!kept)
            {
                element.Dispose();
            }
        }
    }

    private (InstanceAddress Address, ElementCredential Credential) Target()
    {
        if (FromEnvironment)
        {
            return EnvironmentCredentials.Read();
        }

        InstanceAddress address = InstanceAddress.Parse(ParameterSetName == InstanceSet
            ? LocalPlatform.Find(LocalPlatform.DefaultFolder(), Instance).Address.ToString()
            : Subdomain);
        if (Credential == null && ClientCredential == null)
        {
            Credential = Host.UI.PromptForCredential("Connect to " + address.Name, "User name and password for " + address.Uri, string.Empty, string.Empty)
                ?? throw ErrorCatalog.CredentialNotUsable.With("none were given");
        }

        return (address, ElementFactory.Credential(Credential, ClientCredential));
    }
}

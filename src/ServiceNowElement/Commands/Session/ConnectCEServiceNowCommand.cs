using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Pipeline;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Connects to a ServiceNow instance and keeps the session for the other cmdlets.</summary>
[Cmdlet(VerbsCommunications.Connect, "CEServiceNow", DefaultParameterSetName = SubdomainSet)]
[OutputType(typeof(CESession))]
public sealed partial class ConnectCEServiceNowCommand : AsyncCmdlet
{
    private const string SubdomainSet = "Subdomain";
    private const string InstanceSet = "Instance";
    private const string EnvironmentSet = "Environment";
    private const string ServiceSet = "Service";

    /// <summary>Gets or sets the part before <c>.service-now.com</c>, or the whole https:// address.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SubdomainSet)]
    [ValidateNotNullOrEmpty]
    public string Subdomain { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of an instance: one that New-CEInstance keeps on this machine, or with -UserSecret one of the service.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InstanceSet)]
    [Parameter(ParameterSetName = ServiceSet)]
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

    /// <summary>Gets or sets an API key.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public SecureString? ApiKey { get; set; }

    /// <summary>Gets or sets a client certificate with private key that the instance maps to a user.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>Gets or sets the certificate that signs the assertion of the JWT bearer grant, with -ClientCredential and -JwtUser.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public X509Certificate2? JwtCertificate { get; set; }

    /// <summary>Gets or sets the user whom the assertion is about.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string? JwtUser { get; set; }

    /// <summary>Gets or sets whether to sign in in the system's browser (OAuth with PKCE), with -ClientId or -ClientCredential.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public SwitchParameter Browser { get; set; }

    /// <summary>Gets or sets whether the address to sign in at is only shown, to be opened by hand.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Gets or sets the id of a public OAuth client, which has no secret.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the port of the redirect URL http://127.0.0.1:port/; any free one when omitted.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateRange(0, 65535)]
    public int RedirectPort { get; set; }

    /// <summary>Gets or sets the name under which SecretManagement (Get-Secret) keeps the credential or API key.</summary>
    [Parameter(ParameterSetName = SubdomainSet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>Gets or sets the proxy; the system's when omitted.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Gets or sets whether your own sign-in is shown to the proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

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
        bool service;
        try
        {
            service = ParameterSetName == ServiceSet || (FromEnvironment && EnvironmentCredentials.NamesService());
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        if (service)
        {
            ConnectService();
        }
        else
        {
            ConnectInstance();
        }
    }

    private void ConnectInstance()
    {
        TransformedElement? element = null;
        ElementCredential credential;
        LocalPlatform platform;
        string? kept = null;
        try
        {
            (InstanceAddress address, credential) = Target();
            DirectElementOptions options = ElementFactory.Options(this, MaxConcurrency, TimeoutSeconds, Proxy, ProxyUseDefaultCredentials);
            platform = new LocalPlatform(LocalPlatform.DefaultFolder(), options);
            kept = ParameterSetName == InstanceSet ? LocalPlatform.Find(LocalPlatform.DefaultFolder(), Instance).Id : null;
            element = new TransformedElement(new DirectElement(address, credential, options), TransformationSet.Empty);
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        bool isOpen = false;
        try
        {
            // One call proves both; a wrong password is tried once.
            RunAsync(Name ?? element.Instance, async (pipeline, call) =>
            {
                await element.PingAsync(call).ConfigureAwait(false);
                element.Transformations = await TransformationSet.ReadAsync(platform, kept, call).ConfigureAwait(false);
                foreach (string note in element.Transformations.Mappers.SelectMany(mapper => mapper.Notes))
                {
                    pipeline.Warning(note);
                }
            });
            var session = new CESession(Name ?? element.Instance, element, credential.Kind, credential.UserName, DateTime.UtcNow) { Credential = credential, Platform = platform, InstanceId = kept };
            SessionStore.Current.Add(session, AsDefault);
            isOpen = true;
            WriteObject(session);
        }
        finally
        {
            if (!isOpen)
            {
                element.Dispose();
            }
        }
    }
}

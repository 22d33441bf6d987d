using System.Collections;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.CloudElements;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Creates an element instance: in the session's service, which keeps its credentials, or by name on this machine, without its secrets.</summary>
[Cmdlet(VerbsCommon.New, "CEInstance", SupportsShouldProcess = true)]
[OutputType(typeof(ElementInstance))]
public sealed class NewCEInstanceCommand : PlatformCmdlet
{
    /// <summary>Gets or sets the name; the ServiceNow instance's own when omitted.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Gets or sets the subdomain or address; the instance of a direct session when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Subdomain { get; set; }

    /// <summary>Gets or sets the user with password, needed with -Subdomain.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Gets or sets the OAuth client id with secret.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ClientCredential { get; set; }

    /// <summary>Gets or sets whether to sign in in the system's browser, with -ClientCredential; the service keeps the tokens.</summary>
    [Parameter]
    public SwitchParameter Browser { get; set; }

    /// <summary>Gets or sets whether the address to sign in at is only shown.</summary>
    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Gets or sets the port of the redirect URL http://127.0.0.1:port/; any free one when omitted.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int RedirectPort { get; set; }

    /// <summary>Gets or sets tags; on a service the name when omitted.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <summary>Gets or sets whether the service leaves empty (null) members in the records.</summary>
    [Parameter]
    public SwitchParameter KeepNull { get; set; }

    /// <summary>Gets or sets whether the service watches the instance for events.</summary>
    [Parameter]
    public SwitchParameter EventsEnabled { get; set; }

    /// <summary>Gets or sets further configuration entries by their keys.</summary>
    [Parameter]
    public Hashtable? Configuration { get; set; }

    /// <summary>Gets or sets whether a session to the new instance becomes the default.</summary>
    [Parameter]
    public SwitchParameter Connect { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (IPlatform platform, string place) = ResolvePlatform();
        var service = platform as CloudPlatform;
        InstanceSettings settings;
        try
        {
            InstanceAddress address = InstanceAddress.Parse(Subdomain ?? Own(service).Address.ToString());
            if (!ShouldProcess($"{Name ?? address.Name} ({address.Uri}) on {place}", "Create element instance"))
            {
                return;
            }

            settings = new InstanceSettings { Name = Name ?? address.Name, Address = address, Credential = SignIn(service, address), Tags = Tag, Configuration = Entries(service) };
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        CESession? opened = null;
        bool connect = Connect;
        RunAsync(settings.Name, async (pipeline, call) =>
        {
            ElementInstance made = await platform.CreateInstanceAsync(settings, call).ConfigureAwait(false);
            if (connect)
            {
                IElement element = await platform.OpenAsync(made.Id, null, call).ConfigureAwait(false);
                opened = new CESession(made.Name, element, "Cloud Elements", made.UserName, DateTime.UtcNow) { Platform = service!.Share(), InstanceId = made.Id };
            }

            await pipeline.WriteAsync([made], call.Token).ConfigureAwait(false);
        });
        if (opened != null)
        {
            SessionStore.Current.Add(opened, asDefault: true);
        }
    }

    private CESession Own(CloudPlatform? service) =>
        service == null ? ResolveSession() : throw ErrorCatalog.CredentialNotUsable.With("an instance in a service needs -Subdomain with credentials");

    private ElementCredential SignIn(CloudPlatform? service, InstanceAddress address)
    {
        if (service == null && (Browser || NoBrowser || Connect || KeepNull || EventsEnabled || Configuration != null))
        {
            throw ErrorCatalog.NotSupported.With("An instance kept on this machine", "has neither configuration nor secrets: -Browser, -NoBrowser, -Connect, -KeepNull, -EventsEnabled and -Configuration need a session with a service");
        }

        if (Browser || NoBrowser)
        {
            return BrowserCode(service!, address);
        }

        return Subdomain != null || Credential != null || ClientCredential != null
            ? ElementFactory.Credential(Credential, ClientCredential)
            : ResolveSession().Credential!.Copy();
    }

    private ElementCredential BrowserCode(CloudPlatform service, InstanceAddress address)
    {
        PSCredential client = ClientCredential ?? throw ErrorCatalog.CredentialNotUsable.With("a sign-in in the browser needs -ClientCredential");
        bool shown = NoBrowser;
        int port = RedirectPort;
        ElementCredential? credential = null;
        RunAsync(address.Name, async (pipeline, call) =>
            credential = await BrowserSignIn.RunAsync(
                address.Name,
                client.UserName,
                client.Password,
                port,
                (redirect, state) => service.SignInAddressAsync(address, client.UserName, client.Password, redirect, state, call),
                SignInPage.Shower(pipeline, address.Name, shown),
                call.Token).ConfigureAwait(false));
        return credential!;
    }

    private Dictionary<string, string> Entries(CloudPlatform? service)
    {
        Dictionary<string, string> entries = Configuration == null ? [] : ConfigurationInput.Read(Configuration);
        if (service != null && KeepNull)
        {
            entries["filter.response.nulls"] = "false";
        }

        if (service != null && EventsEnabled)
        {
            entries["event.notification.enabled"] = "true";
        }

        return entries;
    }
}

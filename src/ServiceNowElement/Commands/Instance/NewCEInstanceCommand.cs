using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Creates an element instance: a ServiceNow instance kept by name on this machine, without its secrets.</summary>
[Cmdlet(VerbsCommon.New, "CEInstance", SupportsShouldProcess = true)]
[OutputType(typeof(ElementInstance))]
public sealed class NewCEInstanceCommand : SessionCmdlet
{
    /// <summary>Gets or sets the name; the instance's own when omitted.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Gets or sets the subdomain or address; the session's instance when omitted.</summary>
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

    /// <summary>Gets or sets tags.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        InstanceSettings settings;
        try
        {
            settings = Settings();
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        if (ShouldProcess($"{settings.Name} ({settings.Address.Uri})", "Create element instance"))
        {
            var platform = new LocalPlatform(LocalPlatform.DefaultFolder(), ElementFactory.Options(this, null, 330));
            RunAsync(settings.Name, async (pipeline, call) =>
                await pipeline.WriteAsync([await platform.CreateInstanceAsync(settings, call).ConfigureAwait(false)], call.Token).ConfigureAwait(false));
        }
    }

    private InstanceSettings Settings()
    {
        bool own = Subdomain != null;
        CESession? session = own ? null : ResolveSession();
        InstanceAddress address = InstanceAddress.Parse(Subdomain ?? session!.Address.ToString());
        ElementCredential credential = own || Credential != null || ClientCredential != null
            ? ElementFactory.Credential(Credential, ClientCredential)
            : session!.Credential!.Copy();
        return new InstanceSettings { Name = Name ?? address.Name, Address = address, Credential = credential, Tags = Tag };
    }
}

using System.Collections;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Changes an element instance: its name and tags, and on a service its credentials, configuration and whether calls are let through.</summary>
[Cmdlet(VerbsCommon.Set, "CEInstance", SupportsShouldProcess = true)]
[OutputType(typeof(ElementInstance))]
public sealed class SetCEInstanceCommand : PlatformCmdlet
{
    /// <summary>Gets or sets the name or identifier.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the identifier that comes with an instance from the pipeline.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? Id { get; set; }

    /// <summary>Gets or sets the new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>Gets or sets the tags it has afterwards; an empty list removes all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Tag { get; set; }

    /// <summary>Gets or sets the user with password that the service signs in with.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Gets or sets the OAuth client id with secret.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ClientCredential { get; set; }

    /// <summary>Gets or sets configuration entries by their keys, for example <c>@{ 'pagination.max' = 500 }</c>; the others stay.</summary>
    [Parameter]
    public Hashtable? Configuration { get; set; }

    /// <summary>Gets or sets whether calls are let through again.</summary>
    [Parameter]
    public SwitchParameter Enable { get; set; }

    /// <summary>Gets or sets whether calls are refused from now on.</summary>
    [Parameter]
    public SwitchParameter Disable { get; set; }

    /// <summary>Gets or sets whether the instance is written to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (IPlatform platform, string place) = ResolvePlatform();
        InstanceChange change;
        try
        {
            change = Change();
        }
        catch (ElementException failure)
        {
            Fail(failure, Name);
            return;
        }

        if (!ShouldProcess($"{Name} on {place}", "Change element instance"))
        {
            return;
        }

        string key = Id ?? Name;
        string name = Name;
        bool pass = PassThru;
        RunAsync(name, async (pipeline, call) =>
        {
            try
            {
                ElementInstance changed = await platform.ChangeInstanceAsync(key, change, call).ConfigureAwait(false);
                if (pass)
                {
                    await pipeline.WriteAsync([changed], call.Token).ConfigureAwait(false);
                }
            }
            catch (ElementException failure) when (!failure.EndsCall)
            {
                pipeline.Error(ErrorMapper.From(failure, name));
            }
        });
    }

    private InstanceChange Change()
    {
        if (Enable && Disable)
        {
            throw ErrorCatalog.InvalidValue.With("-Enable with -Disable", "state", "enabled");
        }

        if (NewName == null && Tag == null && Credential == null && ClientCredential == null && Configuration == null && !Enable && !Disable)
        {
            throw ErrorCatalog.NothingToWrite.With(Name);
        }

        return new InstanceChange
        {
            Name = NewName,
            Tags = Tag,
            Credential = Credential == null && ClientCredential == null ? null : ElementFactory.Credential(Credential, ClientCredential),
            Configuration = Configuration == null ? null : ConfigurationInput.Read(Configuration),
            Enabled = Enable ? true : Disable ? false : null,
        };
    }
}

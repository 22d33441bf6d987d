using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Removes object definitions that no transformation uses.</summary>
[Cmdlet(VerbsCommon.Remove, "CEObjectDefinition", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCEObjectDefinitionCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveAnySession();
        (ResourceLevel level, string? instance) = Place(session);
        foreach (string name in Name.Where(name => ShouldProcess(Describe(name, level, instance, session), "Remove object definition")))
        {
            Change(session, name, (_, call) => session.Platform.RemoveDefinitionAsync(level, instance, name, call));
        }
    }
}

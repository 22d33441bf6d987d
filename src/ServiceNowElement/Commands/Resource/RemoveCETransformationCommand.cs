using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Removes transformations; the objects are untransformed at once, and their definitions stay.</summary>
[Cmdlet(VerbsCommon.Remove, "CETransformation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCETransformationCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the names of the defined objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ObjectName")]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveAnySession();
        (ResourceLevel level, string? instance) = Place(session);
        foreach (string name in Name.Where(name => ShouldProcess(Describe(name, level, instance, session), "Remove transformation")))
        {
            Change(session, name, (_, call) => session.Platform.RemoveTransformationAsync(level, instance, name, call));
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Lists transformations: how defined objects map to tables, level by level.</summary>
[Cmdlet(VerbsCommon.Get, "CETransformation")]
[OutputType(typeof(Transformation))]
public sealed class GetCETransformationCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the names of the defined objects; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IPlatform platform = ResolveAnySession().Platform;
        List(Name, "transformation", transformation => transformation.ObjectName, platform.ListTransformationsAsync);
    }
}

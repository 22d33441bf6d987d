using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Lists object definitions: the objects of one's own making that transformations map to tables.</summary>
[Cmdlet(VerbsCommon.Get, "CEObjectDefinition")]
[OutputType(typeof(ObjectDefinition))]
public sealed class GetCEObjectDefinitionCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IPlatform platform = ResolveAnySession().Platform;
        List(Name, "definition", definition => definition.Name, platform.ListDefinitionsAsync);
    }
}

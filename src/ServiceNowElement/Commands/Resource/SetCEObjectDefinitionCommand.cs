using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Creates or replaces an object definition.</summary>
[Cmdlet(VerbsCommon.Set, "CEObjectDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(ObjectDefinition))]
public sealed class SetCEObjectDefinitionCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the fields: names, a hashtable of names with types, or objects with path, type and displayName.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Fields")]
    public PSObject[] Field { get; set; } = [];

    /// <summary>Gets or sets whether the definition is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveAnySession();
        (ResourceLevel level, string? instance) = Place(session);
        ObjectDefinition definition;
        try
        {
            definition = new ObjectDefinition { Name = Name, Level = level, Fields = ResourceInput.DefinitionFields(Field) };
        }
        catch (ElementException failure)
        {
            Fail(failure, Name);
            return;
        }

        if (ShouldProcess(Describe(Name, level, instance, session), "Set object definition"))
        {
            bool returned = PassThru;
            Change(session, Name, async (pipeline, call) =>
            {
                ObjectDefinition kept = await session.Platform.SetDefinitionAsync(instance, definition, call).ConfigureAwait(false);
                await pipeline.WriteAsync(returned ? [kept] : [], call.Token).ConfigureAwait(false);
            });
        }
    }
}

using System.Collections;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Commands;

/// <summary>Creates or replaces a transformation, and the definition of its object where there is none.</summary>
[Cmdlet(VerbsCommon.Set, "CETransformation", SupportsShouldProcess = true)]
[OutputType(typeof(Transformation))]
public sealed class SetCETransformationCommand : ResourceCmdlet
{
    /// <summary>Gets or sets the name of the defined object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ObjectName")]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the table behind it; the object's own name when omitted, or the higher level's with -Inherit.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    public string? VendorName { get; set; }

    /// <summary>Gets or sets the mapping: a hashtable of new names with the columns they stand for.</summary>
    [Parameter]
    public IDictionary? Map { get; set; }

    /// <summary>Gets or sets mappings with all details: path, vendorPath, type, vendorType, datePattern, remove, rules.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Fields")]
    public PSObject[]? Field { get; set; }

    /// <summary>Gets or sets rules of the whole transformation: objects with type, fromVendor, toVendor.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Rules")]
    public PSObject[]? Rule { get; set; }

    /// <summary>Gets or sets a script, which is kept for a service and not run here.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Script { get; set; }

    /// <summary>Gets or sets whether members that are not mapped are left out, both ways.</summary>
    [Parameter]
    public SwitchParameter PassThroughOff { get; set; }

    /// <summary>Gets or sets whether the mappings of the next higher level apply too.</summary>
    [Parameter]
    public SwitchParameter Inherit { get; set; }

    /// <summary>Gets or sets whether the transformation is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveAnySession();
        (ResourceLevel level, string? instance) = Place(session);
        Transformation transformation;
        try
        {
            transformation = Read(level);
        }
        catch (ElementException failure)
        {
            Fail(failure, Name);
            return;
        }

        if (ShouldProcess(Describe(Name, level, instance, session), $"Set transformation to {transformation.VendorName}"))
        {
            bool returned = PassThru;
            Change(session, Name, async (pipeline, call) =>
            {
                await DefineAsync(session.Platform, instance, transformation, pipeline, call).ConfigureAwait(false);
                Transformation kept = await session.Platform.SetTransformationAsync(instance, transformation, call).ConfigureAwait(false);
                foreach (string note in new TransformationMapper(kept).Notes)
                {
                    pipeline.Warning(note);
                }

                await pipeline.WriteAsync(returned ? [kept] : [], call.Token).ConfigureAwait(false);
            });
        }
    }

    private static async Task DefineAsync(IPlatform platform, string? instance, Transformation transformation, IPipelineWriter pipeline, CallContext call)
    {
        for (ResourceLevel level = transformation.Level; level <= ResourceLevel.Organization; level++)
        {
            IReadOnlyList<ObjectDefinition> known = await platform.ListDefinitionsAsync(level, level == ResourceLevel.Instance ? instance : null, call).ConfigureAwait(false);
            if (known.Any(definition => string.Equals(definition.Name, transformation.ObjectName, StringComparison.OrdinalIgnoreCase)))
            {
                return;
            }
        }

        pipeline.Verbose($"There is no definition of '{transformation.ObjectName}'; one with the mapped fields is created at the level {transformation.Level}.");
        var definition = new ObjectDefinition
        {
            Name = transformation.ObjectName,
            Level = transformation.Level,
            Fields = [.. transformation.Fields.Select(field => new DefinitionField { Path = field.Path, Type = field.Type })],
        };
        await platform.SetDefinitionAsync(instance, definition, call).ConfigureAwait(false);
    }

    private Transformation Read(ResourceLevel level)
    {
        List<TransformationRule> rules = ResourceInput.Rules(Rule);
        if (PassThroughOff)
        {
            rules.RemoveAll(rule => string.Equals(rule.Type, TransformationRules.PassThrough, StringComparison.OrdinalIgnoreCase));
            rules.Add(new TransformationRule(TransformationRules.PassThrough, FromVendor: false, ToVendor: false));
        }

        if (Inherit && !TransformationRules.Has(rules, TransformationRules.Inherit))
        {
            rules.Add(new TransformationRule(TransformationRules.Inherit));
        }

        string vendor = VendorName?.Trim() ?? string.Empty;
        return new Transformation
        {
            ObjectName = Name,
            VendorName = vendor.Length > 0 || TransformationRules.Has(rules, TransformationRules.Inherit) ? vendor : Name,
            Level = level,
            Fields = ResourceInput.Mappings(Map, Field),
            Rules = rules,
            Script = string.IsNullOrWhiteSpace(Script) ? null : Script,
        };
    }
}

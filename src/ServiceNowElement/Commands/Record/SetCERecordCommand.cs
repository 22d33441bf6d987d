using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Changes the given fields of records.</summary>
[Cmdlet(VerbsCommon.Set, "CERecord", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(RecordShaper.BaseType)]
public sealed class SetCERecordCommand : ChangeCmdlet
{
    /// <summary>Gets or sets the fields with their new values; <c>$null</c> empties a field, labels are accepted.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KeySet)]
    [ValidateNotNull]
    public PSObject Value { get; set; } = null!;

    /// <summary>Gets or sets whether the changed record is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gets or sets whether questions beyond -Confirm are skipped; never skips -WhatIf.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        Dictionary<string, object?> values;
        try
        {
            values = Values.Read(Value);
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        foreach (RecordInput target in ReadTargets(session))
        {
            if (!ShouldProcess($"{target.Object} {target.Name} on {session.Name}", "Set " + string.Join(", ", values.Keys)))
            {
                if (PassThru && ParameterSetName == InputSet && MyInvocation.BoundParameters.ContainsKey("WhatIf"))
                {
                    // So that the rest of the pipeline can be rehearsed too.
                    WriteObject(InputObject);
                }

                continue;
            }

            Write(session, target, values, PassThru);
        }
    }

    private void Write(CESession session, RecordInput target, Dictionary<string, object?> values, bool passThru) => RunAsync(target.Name, async (pipeline, call) =>
    {
        try
        {
            string sysId = await SysIdAsync(session.Element, target, call).ConfigureAwait(false);
            WriteResult changed = await session.Element.UpdateAsync(target.Object, sysId, values, call).ConfigureAwait(false);
            if (passThru)
            {
                await pipeline.WriteAsync([RecordShaper.ToObject(changed.Record)], call.Token).ConfigureAwait(false);
            }
        }
        catch (ElementException failure) when (!failure.EndsCall)
        {
            pipeline.Error(ErrorMapper.From(failure, target.SysId));
        }
    });
}

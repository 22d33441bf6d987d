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

    private protected override bool Returns => PassThru;

    private protected override void ChangeAll(CESession session, IReadOnlyList<RecordInput> targets, PSObject? input)
    {
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

        foreach (RecordInput target in targets)
        {
            if (!ShouldProcess($"{target.Object} {target.Name} on {session.Name}", "Set " + string.Join(", ", values.Keys)))
            {
                if (PassThru && input != null && MyInvocation.BoundParameters.ContainsKey("WhatIf"))
                {
                    // So that the rest of the pipeline can be rehearsed too.
                    WriteObject(input);
                }

                continue;
            }

            Write(session, target.SysId, async call => RecordWrite.Update(target.Object, await SysIdAsync(session.Element, target, call).ConfigureAwait(false), values));
        }
    }
}

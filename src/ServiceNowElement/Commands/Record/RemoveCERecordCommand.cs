using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Deletes records.</summary>
[Cmdlet(VerbsCommon.Remove, "CERecord", DefaultParameterSetName = InputSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCERecordCommand : ChangeCmdlet
{
    private const int BulkThreshold = 100;
    private int _deleted;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Gets or sets whether the question after 100 records is skipped; never skips -WhatIf or -Confirm.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Returns => false;

    private protected override void ChangeAll(CESession session, IReadOnlyList<RecordInput> targets, PSObject? input)
    {
        foreach (RecordInput target in targets)
        {
            if (!ShouldProcess($"{target.Object} {target.Name} on {session.Name}", "Delete record"))
            {
                continue;
            }

            if (_noToAll || (_deleted++ == BulkThreshold && !Force && !ShouldContinue($"{BulkThreshold} records were deleted, and there are more. Delete the rest too?", "Many deletions", ref _yesToAll, ref _noToAll)))
            {
                _noToAll = true;
                continue;
            }

            Write(session, target.SysId, async call => RecordWrite.Delete(target.Object, await SysIdAsync(session.Element, target, call).ConfigureAwait(false)));
        }
    }
}

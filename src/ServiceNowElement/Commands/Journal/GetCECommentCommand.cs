using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists comments and work notes of records, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "CEComment", DefaultParameterSetName = RecordSet)]
[OutputType(typeof(JournalEntry))]
public sealed class GetCECommentCommand : TargetCmdlet
{
    /// <summary>Gets or sets whether work notes are listed; both kinds are when neither switch is given.</summary>
    [Parameter]
    public SwitchParameter WorkNote { get; set; }

    /// <summary>Gets or sets whether the comments that customers see are listed.</summary>
    [Parameter]
    public SwitchParameter Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        if (Next != null)
        {
            Fail(ErrorCatalog.NotARecord.With($"'{Next[0]}' was named beside the records from the pipeline"));
        }

        JournalKind? kind = WorkNote == Comment ? null : WorkNote ? JournalKind.WorkNote : JournalKind.Comment;
        foreach ((_, RecordInput target) in ReadTargets(session))
        {
            RunFor(target, async (pipeline, call) =>
            {
                string id = await target.SysIdAsync(session.Element, call).ConfigureAwait(false);
                await session.Element.ListJournalAsync(target.Object, id, kind, page => pipeline.WriteAsync([.. page], call.Token), call).ConfigureAwait(false);
            });
        }
    }
}

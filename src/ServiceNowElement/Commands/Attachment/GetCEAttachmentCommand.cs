using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists the attachments of records, without their contents.</summary>
[Cmdlet(VerbsCommon.Get, "CEAttachment", DefaultParameterSetName = RecordSet)]
[OutputType(typeof(Attachment))]
public sealed class GetCEAttachmentCommand : TargetCmdlet
{
    /// <summary>Gets or sets file names; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(Position = 1, ParameterSetName = RecordSet)]
    [Alias("FileName")]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        WildcardPattern[] patterns = [.. (Name ?? Next ?? ["*"]).Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
        foreach ((_, RecordInput target) in ReadTargets(session))
        {
            RunFor(target, async (pipeline, call) =>
            {
                string id = await target.SysIdAsync(session.Element, call).ConfigureAwait(false);
                await session.Element.ListAttachmentsAsync(
                    target.Object,
                    id,
                    page => pipeline.WriteAsync([.. page.Where(attachment => patterns.Any(pattern => pattern.IsMatch(attachment.FileName)))], call.Token),
                    call).ConfigureAwait(false);
            });
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Removes attachments from their records.</summary>
[Cmdlet(VerbsCommon.Remove, "CEAttachment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCEAttachmentCommand : SessionCmdlet
{
    /// <summary>Gets or sets the attachment, as Get-CEAttachment returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Gets or sets whether an attachment listed on another instance is accepted: its twin with the same sys_id is removed.</summary>
    [Parameter]
    public SwitchParameter AllowInstanceMismatch { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        Attachment attachment;
        try
        {
            attachment = AttachmentInput.Read(InputObject, session.Instance, AllowInstanceMismatch);
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, InputObject));
            return;
        }

        if (ShouldProcess($"{attachment.FileName} of {attachment.Object} {attachment.RecordId} on {session.Name}", "Remove attachment"))
        {
            RunAsync(attachment.SysId, (pipeline, call) => OneOfMany.RunAsync(attachment.SysId, pipeline, call, (_, inner) => session.Element.RemoveAttachmentAsync(attachment, inner)));
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Files;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Downloads attachments to a folder or a file; a file appears only when it is whole and verified.</summary>
[Cmdlet(VerbsData.Save, "CEAttachment", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveCEAttachmentCommand : SessionCmdlet
{
    /// <summary>Gets or sets the attachment, as Get-CEAttachment returned it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Gets or sets the folder, or the file: a path with an extension that is no folder is a file. The current folder when omitted.</summary>
    [Parameter(Position = 0)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>Gets or sets whether a file of the same name is replaced; without it the new one gets a number.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets whether an attachment listed on another instance is accepted: its twin with the same sys_id is saved.</summary>
    [Parameter]
    public SwitchParameter AllowInstanceMismatch { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        Attachment attachment;
        string file;
        try
        {
            attachment = AttachmentInput.Read(InputObject, session.Instance, AllowInstanceMismatch);
            file = FileFor(attachment);
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, InputObject));
            return;
        }

        if (!ShouldProcess(file, $"Save attachment {attachment.FileName} from {session.Name}"))
        {
            return;
        }

        bool force = Force;
        RunAsync(attachment.SysId, (pipeline, call) => OneOfMany.RunAsync(attachment.SysId, pipeline, call, async (_, _) =>
        {
            using var partial = PartialFile.Create(file);
            try
            {
                await session.Element.ReadAttachmentAsync(attachment, content => partial.FillAsync(content, call.Token), call).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not ElementException && PartialFile.IsOfDisk(failure))
            {
                throw PartialFile.NotWritable(file, failure);
            }

            await pipeline.WriteAsync([partial.Keep(force)], call.Token).ConfigureAwait(false);
        }));
    }

    private string FileFor(Attachment attachment)
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
        {
            throw ErrorCatalog.FileNotWritable.With(Path, "it is no path of the file system");
        }

        char end = Path[Path.Length - 1];
        bool folder = Directory.Exists(path) || end == '/' || end == System.IO.Path.DirectorySeparatorChar || (System.IO.Path.GetExtension(path).Length == 0 && !File.Exists(path));
        if (!folder)
        {
            return path;
        }

        string root = System.IO.Path.GetFullPath(path);
        string file = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, SafeFileName.From(attachment.FileName)));

        // Belt and braces: whatever the name was, the file is in the folder that was asked for.
        return string.Equals(System.IO.Path.GetDirectoryName(file), root.TrimEnd(System.IO.Path.DirectorySeparatorChar), StringComparison.Ordinal) || System.IO.Path.GetPathRoot(root) == root
            ? file
            : throw ErrorCatalog.FileNotWritable.With(file, "it would be outside of " + root);
    }
}

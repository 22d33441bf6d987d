using System.Collections.ObjectModel;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Files;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Attaches files to records, each once.</summary>
[Cmdlet(VerbsCommon.Add, "CEAttachment", DefaultParameterSetName = RecordSet, SupportsShouldProcess = true)]
[OutputType(typeof(Attachment))]
public sealed class AddCEAttachmentCommand : TargetCmdlet
{
    /// <summary>Gets or sets files; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(Position = 1, ParameterSetName = RecordSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Gets or sets files by their exact paths.</summary>
    [Parameter]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Gets or sets the media type; by the extension when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        string? piped = ParameterSetName == InputSet ? PathOf(InputObject) : null;
        List<string> files = piped != null ? Resolve([piped], literal: true) : [.. Resolve(Path ?? (LiteralPath == null ? Next : null) ?? [], literal: false), .. Resolve(LiteralPath ?? [], literal: true)];
        if (piped == null && Path == null && LiteralPath == null && Next == null)
        {
            Fail(NotReadable("-Path", "no file was named"));
        }

        if (piped != null && Record.Length == 0)
        {
            Fail(ErrorCatalog.NotARecord.With("files came from the pipeline; name the record with -Record"));
        }

        foreach ((_, RecordInput target) in ReadTargets(session, piped != null ? Record : null))
        {
            foreach (string file in files)
            {
                if (ShouldProcess($"{target.Object} {target.Name} on {session.Name}", $"Attach file {file}"))
                {
                    Attach(session, target, file);
                }
            }
        }
    }

    /// <summary>Tells a file from the pipeline from a record: Get-ChildItem says where its objects are.</summary>
    private static string? PathOf(PSObject input) =>
        input.BaseObject is FileSystemInfo file ? file.FullName : input.Properties["sys_id"] == null ? input.Properties["PSPath"]?.Value?.ToString() : null;

    private void Attach(CESession session, RecordInput target, string file)
    {
        string type = ContentType ?? ContentTypes.Of(file);
        RunOne(file, async (pipeline, call) =>
        {
            string id = await target.SysIdAsync(session.Element, call).ConfigureAwait(false);
            using FileStream content = Open(file);
            Attachment made = await session.Element.AddAttachmentAsync(target.Object, id, new AttachmentUpload(System.IO.Path.GetFileName(file), content, type), call).ConfigureAwait(false);
            await pipeline.WriteAsync([made], call.Token).ConfigureAwait(false);
        });
    }

    // A log that is still being written can be attached as far as it goes.
    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81920, useAsync: true);
        }
        catch (Exception failure) when (PartialFile.IsOfDisk(failure))
        {
            throw NotReadable(file, failure.Message);
        }
    }

    private static ElementException NotReadable(string path, string why) => new(ErrorCatalog.FileNotReadable, ErrorCatalog.FileNotReadable.Text(path, why)) { Key = path };

    private List<string> Resolve(string[] paths, bool literal)
    {
        var files = new List<string>();
        foreach (string given in paths)
        {
            try
            {
                Collection<string> found = literal ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _)] : SessionState.Path.GetResolvedProviderPathFromPSPath(given, out provider);
                if (provider.Name != "FileSystem")
                {
                    throw NotReadable(given, "it is no path of the file system");
                }

                // Folders among what a wildcard finds are passed over, as copying does.
                List<string> plain = [.. found.Where(path => !Directory.Exists(path))];
                files.AddRange(plain.Count > 0 ? plain : throw NotReadable(given, found.Count > 0 ? "it is a folder" : "no file has such a name"));
            }
            catch (ItemNotFoundException failure)
            {
                WriteError(ErrorMapper.From(NotReadable(given, failure.Message), given));
            }
            catch (ElementException failure)
            {
                WriteError(ErrorMapper.From(failure, given));
            }
        }

        return files;
    }
}

using System.Collections.ObjectModel;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Files;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Attaches files to records, each once.</summary>
[Cmdlet(VerbsCommon.Add, "CEAttachment", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(typeof(Attachment))]
public sealed class AddCEAttachmentCommand : TargetCmdlet
{
    private const string InputLiteralSet = InputSet + "Literal";
    private const string FileSet = "File";

    /// <summary>Gets or sets files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = RecordSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets files by their exact paths, for example from Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputLiteralSet)]
    [Parameter(Mandatory = true, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Gets or sets the media type; by the extension when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        List<string> files = ReadFiles();
        foreach ((_, RecordInput target) in ReadTargets(session))
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

    private List<string> ReadFiles()
    {
        var files = new List<string>();
        bool literal = ParameterSetName is InputLiteralSet or FileSet;
        foreach (string given in literal ? LiteralPath : Path)
        {
            try
            {
                Collection<string> found = literal ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _)] : SessionState.Path.GetResolvedProviderPathFromPSPath(given, out provider);
                if (provider.Name != "FileSystem")
                {
                    throw NotReadable(given, "it is no path of the file system");
                }

                files.AddRange(found.Where(path => !Directory.Exists(path) || (!literal && WildcardPattern.ContainsWildcardCharacters(given) ? false : throw NotReadable(path, "it is a folder"))));
                if (found.Count == 0)
                {
                    throw NotReadable(given, "no file has such a name");
                }
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

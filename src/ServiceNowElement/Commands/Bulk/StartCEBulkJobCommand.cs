using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Bulk;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Starts the download of an object's records to a file and returns the job at once.</summary>
[Cmdlet(VerbsLifecycle.Start, "CEBulkJob", DefaultParameterSetName = FilterSet, SupportsShouldProcess = true)]
[OutputType(typeof(BulkDownloadJob))]
public sealed class StartCEBulkJobCommand : QueryCmdlet
{
    /// <summary>Gets or sets the table name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Table")]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Object { get; set; } = string.Empty;

    /// <summary>Gets or sets the file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Gets or sets the fields to write; the object's short list when omitted, <c>*</c> for all.</summary>
    [Parameter]
    [Alias("Field")]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

    /// <summary>Gets or sets the format; by the file's extension when omitted (.jsonl and .ndjson are JSON lines, all else CSV).</summary>
    [Parameter]
    public BulkFormat? Format { get; set; }

    /// <summary>Gets or sets the form of the values: stored values when omitted, or labels.</summary>
    [Parameter]
    public ValueMode As { get; set; } = ValueMode.Raw;

    /// <summary>Gets or sets whether an existing file is replaced once the new one is complete.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets whether the call returns only when the job has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        FilterNode? filter = ReadFilter();
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess($"{Object} of {session.Name} to {path}", "Download records"))
        {
            return;
        }

        string extension = System.IO.Path.GetExtension(path);
        bool lines = extension.Equals(".jsonl", StringComparison.OrdinalIgnoreCase) || extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase);
        var query = new RecordQuery { Object = Object, Filter = filter, EncodedQuery = EncodedQuery, Fields = Property, Mode = As };
        var request = new BulkDownloadRequest { Query = query, Path = path, Format = Format ?? (lines ? BulkFormat.JsonLines : BulkFormat.Csv), Overwrite = Force };

        // A bad filter or field fails here, at the prompt, and not minutes later in the job.
        RunAsync(Object, (_, call) => session.Element.TranslateAsync(query, call));
        BulkDownloadJob job;
        try
        {
            job = BulkDownload.Start(session.Element, request);
        }
        catch (ElementException failure)
        {
            Fail(failure);
            return;
        }

        if (Wait)
        {
            RunAsync(job.Id, (pipeline, call) => JobWatch.FollowAsync(job, pipeline, call));
        }
        else
        {
            WriteObject(job);
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Bulk;
using ServiceNowElement.Pipeline;

namespace ServiceNowElement.Commands;

/// <summary>Waits for bulk jobs with a progress bar and returns them. Ctrl+C stops the waiting, not the job.</summary>
[Cmdlet(VerbsLifecycle.Wait, "CEBulkJob")]
[OutputType(typeof(BulkDownloadJob))]
public sealed class WaitCEBulkJobCommand : AsyncCmdlet
{
    /// <summary>Gets or sets the job, as Start-CEBulkJob returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public BulkDownloadJob[] Job { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (BulkDownloadJob job in Job)
        {
            RunAsync(job.Id, (pipeline, call) => JobWatch.FollowAsync(job, pipeline, call));
        }
    }
}

using ServiceNowElement.Bulk;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Pipeline;

/// <summary>Shows the progress of a bulk job until it ends, then hands it on. Leaving early leaves the job running.</summary>
internal static class JobWatch
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    internal static async Task FollowAsync(BulkDownloadJob job, IPipelineWriter pipeline, CallContext call)
    {
        while (!job.Completion.IsCompleted)
        {
            pipeline.Progress(new ProgressUpdate($"Downloading {job.Object} from {job.Instance}", job.Rows, job.Total));
            await Task.WhenAny(job.Completion, Task.Delay(s_interval, call.Token)).ConfigureAwait(false);
            call.Token.ThrowIfCancellationRequested();
        }

        foreach (string warning in job.Warnings)
        {
            pipeline.Warning(warning);
        }

        if (job.Error != null)
        {
            pipeline.Error(ErrorMapper.From(job.Error, job.Id));
        }

        await pipeline.WriteAsync([job], call.Token).ConfigureAwait(false);
    }
}

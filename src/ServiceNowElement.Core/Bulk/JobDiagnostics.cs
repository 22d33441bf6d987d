using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Bulk;

/// <summary>Keeps a job's warnings until somebody waits for it; its progress is in the job's own figures.</summary>
internal sealed class JobDiagnostics(BulkDownloadJob job) : IDiagnostics
{
    public void Verbose(string text)
    {
    }

    public void Warning(string text) => job.Warn(text);

    public void Progress(ProgressUpdate update)
    {
    }
}

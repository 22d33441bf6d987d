using System.Management.Automation;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>
/// Shows nothing: the error stream goes to a file or another program, and a job scheduler that finds text there mails it as a failure.
/// </summary>
internal sealed class NoProgress : IProgressView
{
    public void Show(ProgressRecord record)
    {
    }

    public void Clear()
    {
    }
}

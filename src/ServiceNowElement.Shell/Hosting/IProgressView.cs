using System.Management.Automation;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Shows progress records.</summary>
internal interface IProgressView
{
    void Show(ProgressRecord record);

    /// <summary>Forgets activities that a stopped pipeline left open.</summary>
    void Clear();
}

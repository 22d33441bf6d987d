using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Sessions;

/// <summary>Import is quick and offline; removal closes the sessions of its runspace.</summary>
public sealed class ModuleLife : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Version s_oldestCore = new(7, 2);

    /// <inheritdoc/>
    public void OnImport()
    {
        // A manifest cannot say "5.1 or 7.2 and later"; before 7.2 the host ships a Newtonsoft.Json we cannot run with.
        Version host = typeof(PSObject).Assembly.GetName().Version ?? s_oldestCore;
        if (host.Major >= 6 && host < s_oldestCore)
        {
            throw new PlatformNotSupportedException($"ServiceNowElement needs Windows PowerShell 5.1 or PowerShell 7.2 and later; this is {host}.");
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace != null)
        {
            SessionStore.Current.CloseAll();
        }
    }
}

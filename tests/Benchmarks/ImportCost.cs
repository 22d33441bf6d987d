using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Benchmarks;

/// <summary>What importing the module costs in a host that has just started.</summary>
internal static class ImportCost
{
    internal static string Measure()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ServiceNowElement.sln")))
        {
            folder = folder.Parent;
        }

        string manifest = Path.Combine(folder!.FullName, "artifacts", "module", "ServiceNowElement", "ServiceNowElement.psd1");

        // Once without the module, so that the engine's own start is not counted.
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript("Get-Command -Name Get-Module").Invoke();
        shell.Commands.Clear();
        var watch = Stopwatch.StartNew();
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop").Invoke();
        return $"{watch.ElapsedMilliseconds} ms";
    }
}

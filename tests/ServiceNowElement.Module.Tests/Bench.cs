using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>A fresh runspace with the staged module, and a simulator to talk to.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(SimulatorHost simulator, string password)
    {
        Simulator = simulator;
        Runspace = Open(simulator, password);
    }

    internal static string Root { get; } = FindRoot();

    internal static string Manifest { get; } = Path.Combine(Root, "artifacts", "module", "ServiceNowElement", "ServiceNowElement.psd1");

    internal SimulatorHost Simulator { get; }

    internal Runspace Runspace { get; }

    internal static async Task<Bench> StartAsync(int incidents = 200, string password = "admin", bool connect = true)
    {
        SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents, Password = password });
        var bench = new Bench(simulator, password);
        if (connect)
        {
            bench.Run("$null = Connect-CEServiceNow $url $credential");
            simulator.ClearLog();
        }

        return bench;
    }

    internal static Runspace Open(SimulatorHost simulator, string password = "admin")
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Manifest]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("url", simulator.Url.ToString());
        runspace.SessionStateProxy.SetVariable("credential", Credential("admin", password));
        runspace.SessionStateProxy.SetVariable("client", Credential("client", "secret"));
        return runspace;
    }

    internal static PSCredential Credential(string user, string password) => new(user, new NetworkCredential(string.Empty, password).SecurePassword);

    /// <summary>Runs a script that must not report any error.</summary>
    internal Collection<PSObject> Run(string script)
    {
        using PowerShell shell = Shell(script);
        Collection<PSObject> output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return output;
    }

    /// <summary>Runs a script and returns all its streams.</summary>
    internal Outcome Try(string script)
    {
        using PowerShell shell = Shell(script);
        var output = new Collection<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            foreach (PSObject item in shell.Invoke())
            {
                output.Add(item);
            }
        }
        catch (RuntimeException failure)
        {
            errors.Add(failure.ErrorRecord);
        }

        errors.AddRange(shell.Streams.Error);
        return new Outcome(output, errors, [.. shell.Streams.Warning.Select(item => item.Message)], [.. shell.Streams.Verbose.Select(item => item.Message), .. shell.Streams.Debug.Select(item => item.Message)]);
    }

    internal PowerShell Shell(string script)
    {
        var shell = PowerShell.Create();
        shell.Runspace = Runspace;
        shell.AddScript(script);
        return shell;
    }

    public async ValueTask DisposeAsync()
    {
        Runspace.Dispose();
        await Simulator.DisposeAsync();
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ServiceNowElement.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run below the repository.");
    }
}

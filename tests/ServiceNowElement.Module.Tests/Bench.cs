using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>A fresh runspace with the staged module, and a simulator to talk to.</summary>
/// <remarks>
/// Every script runs with all streams on, and whatever comes out is searched for the password, in clear and as it stands in a Basic header:
/// so each test of this project is a test of "no secret is ever printed" as well.
/// </remarks>
internal sealed class Bench : IAsyncDisposable
{
    internal const string Marker = "Märker-P4ssw0rd-of-the-tests";
    private readonly string _password;

    private Bench(SimulatorHost simulator, string password)
    {
        Simulator = simulator;
        _password = password;
        Runspace = Open(simulator, password);
    }

    internal static string Root { get; } = FindRoot();

    internal static string Manifest { get; } = Path.Combine(Root, "artifacts", "module", "ServiceNowElement", "ServiceNowElement.psd1");

    internal SimulatorHost Simulator { get; }

    internal Runspace Runspace { get; }

    internal static async Task<Bench> StartAsync(int incidents = 200, string password = Marker, bool connect = true, Way way = Way.Direct)
    {
        SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents, Password = password });
        var bench = new Bench(simulator, password);
        if (way == Way.Service)
        {
            ServiceProcess service = await ServiceProcess.SharedAsync();
            bench.Set("organizationSecret", Secret(ServiceProcess.OrganizationSecret));
            bench.Set("userSecret", Secret(ServiceProcess.UserSecret));
            bench.Set("token", Secret(await service.CreateInstanceAsync(simulator.Url, password)));
            bench.Set("service", service.Api);
        }

        if (connect)
        {
            bench.Run(way == Way.Direct
                ? "$null = Connect-CEServiceNow $url $credential"
                : "$null = Connect-CEServiceNow -OrganizationSecret $organizationSecret -UserSecret $userSecret -ElementToken $token -BaseUri $service");
            simulator.ClearLog();
        }

        return bench;
    }

    internal static Runspace Open(SimulatorHost simulator, string password = Marker)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Manifest]);
        state.Variables.Add(new SessionStateVariableEntry("VerbosePreference", ActionPreference.Continue, string.Empty));
        state.Variables.Add(new SessionStateVariableEntry("DebugPreference", ActionPreference.Continue, string.Empty));
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("url", simulator.Url.ToString());
        runspace.SessionStateProxy.SetVariable("credential", Credential("admin", password));
        runspace.SessionStateProxy.SetVariable("client", Credential("client", "secret"));
        return runspace;
    }

    internal static System.Security.SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    /// <summary>Sets a variable of the scripts.</summary>
    internal void Set(string name, object value) => Runspace.SessionStateProxy.SetVariable(name, value);

    internal static PSCredential Credential(string user, string password) => new(user, new NetworkCredential(string.Empty, password).SecurePassword);

    /// <summary>Runs a script that must not report any error.</summary>
    internal Collection<PSObject> Run(string script)
    {
        Outcome outcome = Try(script);
        Assert.Empty(outcome.Errors);
        return outcome.Output;
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
        var outcome = new Outcome(output, errors, [.. shell.Streams.Warning.Select(item => item.Message)], [.. shell.Streams.Verbose.Select(item => item.Message), .. shell.Streams.Debug.Select(item => item.Message)]);
        FindNoSecret(outcome, script);
        return outcome;
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
        string[] addresses = [.. Simulator.Log.Select(entry => entry.Path + entry.Query)];
        await Simulator.DisposeAsync();
        Assert.DoesNotContain(addresses, address => Uri.UnescapeDataString(address).Contains(_password, StringComparison.Ordinal));
    }

    private void FindNoSecret(Outcome outcome, string script)
    {
        // A test that writes the password into its own script asks to see it again in the error's line.
        if (script.Contains(_password, StringComparison.Ordinal))
        {
            return;
        }

        string basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("admin:" + _password));
        IEnumerable<string> said = outcome.Warnings.Concat(outcome.Verbose)
            .Concat(outcome.Errors.SelectMany(error => new[] { error.ToString(), error.Exception.ToString(), $"{error.TargetObject}", error.ErrorDetails?.RecommendedAction ?? string.Empty }))
            .Concat(outcome.Output.Where(item => item?.BaseObject is not (PSCredential or System.Security.SecureString)).SelectMany(Texts));
        foreach (string text in said)
        {
            Assert.DoesNotContain(_password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(basic, text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Texts(PSObject item) =>
        (item?.Properties ?? Enumerable.Empty<PSPropertyInfo>()).Select(property => Text(() => property.Value)).Prepend(Text(() => item));

    private static string Text(Func<object?> read)
    {
        try
        {
            return $"{read()}";
        }
        catch (ExtendedTypeSystemException)
        {
            // Script members of the engine's own objects need a runspace on this thread; they are none of ours.
            return string.Empty;
        }
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

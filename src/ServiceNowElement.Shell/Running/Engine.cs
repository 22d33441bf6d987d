using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using ServiceNowElement.Shell.Editing;
using ServiceNowElement.Shell.Hosting;

namespace ServiceNowElement.Shell.Running;

/// <summary>The PowerShell engine with one runspace: runs commands, shows what they return, and stops them on request.</summary>
internal sealed class Engine : IDisposable
{
    private const string Succeeded = "__shellLastSucceeded";
    private readonly ShellHost _host;
    private readonly Interrupts _interrupts;
    private readonly IProgressView _progress;
    private readonly Runspace _runspace;

    internal Engine(ShellHost host, Interrupts interrupts, IProgressView progress)
    {
        _host = host;
        _interrupts = interrupts;
        _progress = progress;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // For this process only: the user's own script was named on the command line.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        // The engine's own Clear-Host needs Select-Object, which is not part of the bare engine.
        state.Commands.Add(new SessionStateFunctionEntry("Clear-Host", "[Console]::Clear()"));
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Gets a value indicating whether somebody stopped the last commands.</summary>
    internal bool WasStopped { get; private set; }

    internal string Location => _runspace.SessionStateProxy.Path.CurrentLocation.Path;

    internal void Set(string name, object value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Imports a module.</summary>
    /// <returns>False when it failed; the error has been shown.</returns>
    internal bool Import(string manifest) => Run(shell => shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", "Stop"));

    /// <summary>Runs commands given as text.</summary>
    /// <returns>False after a terminating error, or when the last statement failed.</returns>
    internal bool RunText(string text)
    {
        // $? is that of Out-Default once the pipeline is through, so it is kept where the text ends.
        PSVariableIntrinsics variables = _runspace.SessionStateProxy.PSVariable;
        bool good = Run(shell => shell.AddScript(text + "\n$global:" + Succeeded + " = $?", useLocalScope: false));
        bool last = variables.GetValue(Succeeded) is not false;
        variables.Remove(Succeeded);
        return good && last;
    }

    /// <summary>Runs a script file with its arguments, as <c>pwsh -File</c> does.</summary>
    /// <returns>False after a terminating error.</returns>
    internal bool RunFile(string path, IEnumerable<string> arguments)
    {
        bool good = Run(shell => shell.Commands.AddCommand(Script(path, arguments)));

        // The engine keeps the code of a script's exit here, unless the host is pwsh itself.
        if (good && _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code)
        {
            _host.SetShouldExit(code);
        }

        return good;
    }

    internal Completion? Complete(string line, int cursor)
    {
        using PowerShell shell = Create();
        CommandCompletion found = CommandCompletion.CompleteInput(line, cursor, null, shell);
        return new Completion(found.ReplacementIndex, found.ReplacementLength, [.. found.CompletionMatches.Select(match => match.CompletionText)]);
    }

    public void Dispose() => _runspace.Dispose();

    private static Command Script(string path, IEnumerable<string> arguments)
    {
        var command = new Command(path, isScript: false, useLocalScope: false);
        foreach (string argument in arguments)
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            bool named = argument.Length > 1 && argument[0] == '-' && char.IsLetter(argument[1]);
            command.Parameters.Add(!named ? new CommandParameter(null, argument)
                : colon > 0 ? new CommandParameter(argument[1..colon], Switch(argument[(colon + 1)..]))
                : new CommandParameter(argument));
        }

        return command;
    }

    private static object Switch(string value) => value.ToLowerInvariant() switch { "$true" => true, "$false" => false, _ => value };

    private bool Run(Action<PowerShell> commands)
    {
        WasStopped = false;
        using PowerShell shell = Create();
        commands(shell);
        foreach (Command command in shell.Commands.Commands)
        {
            command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        }

        shell.AddCommand("Out-Default");
        using (_interrupts.WhileRunning(() => shell.BeginStop(null, null)))
        {
            try
            {
                shell.Invoke();

                // A stopped pipeline may end like one that was through.
                WasStopped = shell.InvocationStateInfo.State == PSInvocationState.Stopped;
                return !WasStopped;
            }
            catch (PipelineStoppedException)
            {
                WasStopped = true;
                return false;
            }
            catch (RuntimeException failure)
            {
                Show(failure.ErrorRecord);
                return false;
            }
            finally
            {
                _progress.Clear();
            }
        }
    }

    private void Show(ErrorRecord error)
    {
        using PowerShell shell = Create();
        var record = new PSObject(error);
        record.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").Invoke(new[] { record });
    }

    private PowerShell Create()
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell;
    }
}

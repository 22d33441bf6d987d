using System.Reflection;
using ServiceNowElement.Shell;
using ServiceNowElement.Shell.Editing;
using ServiceNowElement.Shell.Hosting;
using ServiceNowElement.Shell.Running;
using ServiceNowElement.Simulator;

ShellOptions options;
try
{
    options = ShellArguments.Parse(args);
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message + Environment.NewLine + Environment.NewLine + Usage.Text);
    return ExitCode.Usage;
}

if (options.Help || options.Version)
{
    Console.WriteLine(options.Help ? Usage.Text : Assembly.GetExecutingAssembly().GetName().Version?.ToString(3));
    return ExitCode.Success;
}

if (options.Script is { } named && !File.Exists(named))
{
    await Console.Error.WriteLineAsync($"The script '{named}' does not exist.");
    return ExitCode.Usage;
}

using var interrupts = new Interrupts();
SimulatorHost? simulator = null;
try
{
    var terminal = new Terminal();
    var editor = new LineEditor(terminal);
    IProgressView progress = terminal.CanShowStatus ? new ProgressLine(terminal, TimeProvider.System) : new NoProgress();
    var host = new ShellHost(new ShellUserInterface(terminal, new LineSource(terminal, editor, interrupts), progress));
    string? manifest = options.NoModule ? null : ModuleLocator.Find(options.ModulePath);
    using var engine = new Engine(host, interrupts, progress);
    editor.Completer = engine.Complete;
    if (options.Simulator)
    {
        var settings = new SimulatorOptions { Incidents = options.Incidents, Seed = options.Seed };
        simulator = await SimulatorHost.StartAsync(settings, interrupts.Any);
        engine.Set("Simulator", new SimulatorInfo(simulator, settings));
    }

    if (manifest != null && !engine.Import(manifest))
    {
        return ExitCode.Failure;
    }

    // The engine binds its default runspace to the thread that asks, and the await above may have changed it.
    return Run(engine, host, terminal, editor);
}
catch (FileNotFoundException missing)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return ExitCode.Failure;
}
catch (OperationCanceledException) when (interrupts.Any.IsCancellationRequested)
{
    return interrupts.Terminated.IsCompleted ? ExitCode.Terminated : ExitCode.Interrupted;
}
finally
{
    if (simulator != null)
    {
        await simulator.DisposeAsync();
    }
}

int Run(Engine engine, ShellHost host, Terminal terminal, LineEditor editor)
{
    if (options.Commands == null && options.Script == null)
    {
        int code = new Prompt(engine, host, terminal, editor).Run();
        return interrupts.Terminated.IsCompleted ? ExitCode.Terminated : code;
    }

    bool good = options.Script != null
        ? engine.RunFile(Path.GetFullPath(options.Script), options.ScriptArguments)
        : engine.RunText(options.Commands!);
    return interrupts.Terminated.IsCompleted ? ExitCode.Terminated
        : engine.WasStopped ? ExitCode.Interrupted
        : host.RequestedExitCode ?? (good ? ExitCode.Success : ExitCode.Failure);
}

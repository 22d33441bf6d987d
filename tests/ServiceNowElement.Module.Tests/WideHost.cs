using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceNowElement.Module.Tests;

/// <summary>A host with a window of a given width that keeps what is written to it: how the views look.</summary>
internal sealed class WideHost(int width) : PSHost
{
    private readonly Screen _screen = new(width);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(WideHost);

    public override PSHostUserInterface UI => _screen;

    public override Version Version { get; } = new(1, 0);

    /// <summary>Runs a script in a runspace of its own, connected to the bench's simulator, and returns what a user would see.</summary>
    internal static string Render(Bench bench, string script, int width, params (string Name, string Value)[] variables)
    {
        var host = new WideHost(width);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Bench.Manifest]);
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("url", bench.Simulator.Url.ToString());
        runspace.SessionStateProxy.SetVariable("credential", Bench.Credential("admin", Bench.Marker));
        foreach ((string name, string value) in variables)
        {
            runspace.SessionStateProxy.SetVariable(name, value);
        }

        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript("$null = Connect-CEServiceNow $url $credential; " + script).Invoke();
        Assert.Empty(shell.Streams.Error);

        // Colours take no place on the screen.
        return Regex.Replace(host._screen.Text.ToString(), "\x1b\\[[0-9;]*m", string.Empty);
    }

    public override void EnterNestedPrompt()
    {
    }

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Screen(int width) : PSHostUserInterface
    {
        internal StringBuilder Text { get; } = new();

        public override PSHostRawUserInterface RawUI { get; } = new Window(width);

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value) => Text.Append(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Text.Append(value);

        public override void WriteLine(string value) => Text.Append(value).Append('\n');

        public override void WriteErrorLine(string value) => Text.Append(value).Append('\n');

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message) => Text.Append(message).Append('\n');
    }

    private sealed class Window(int width) : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override Size BufferSize { get; set; } = new(width, 50);

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => new(width, 50);

        public override Size MaxWindowSize => new(width, 50);

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; } = new(width, 50);

        public override string WindowTitle { get; set; } = string.Empty;

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
        {
        }

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
        {
        }

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
        {
        }
    }
}

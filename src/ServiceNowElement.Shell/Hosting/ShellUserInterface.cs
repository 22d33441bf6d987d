using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>What the engine writes and asks. Only data goes to stdout, so that it can be piped on.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly Terminal _terminal;
    private readonly ILineSource _source;
    private readonly IProgressView _progress;
    private readonly ChoicePrompt _choices;
    private readonly CredentialPrompt _credentials;
    private readonly FieldPrompt _fields;

    internal ShellUserInterface(Terminal terminal, ILineSource source, IProgressView progress)
    {
        _terminal = terminal;
        _source = source;
        _progress = progress;
        _choices = new ChoicePrompt(terminal, source);
        _credentials = new CredentialPrompt(terminal, source);
        _fields = new FieldPrompt(terminal, source, _credentials);
        RawUI = new ShellRawUserInterface(terminal);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.OutputHasColour || _terminal.ErrorHasColour;

    public override void Write(string value) => _terminal.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        _terminal.WriteColoured(Colour(foregroundColor, backgroundColor), value);

    public override void WriteLine(string value) => _terminal.WriteLine(value);

    public override void WriteErrorLine(string value) => _terminal.WriteMessage(PSStyle.Instance.Formatting.Error, value);

    public override void WriteWarningLine(string message) => _terminal.WriteMessage(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => _terminal.WriteMessage(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => _terminal.WriteMessage(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    // The text of an information record was written through Write already, where it is meant for the host.
    public override void WriteInformation(InformationRecord record)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => _source.ReadLine(string.Empty);

    public override SecureString ReadLineAsSecureString() => _source.ReadSecret(string.Empty);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _fields.Ask(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _choices.Ask(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _credentials.Ask(caption, message, userName, targetName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        _credentials.Ask(caption, message, userName, targetName);

    private static string Colour(ConsoleColor foreground, ConsoleColor background)
    {
        // -1 is what a terminal reports that does not tell its colours; it means "leave it".
        string text = Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : string.Empty;
        return Enum.IsDefined(background) ? text + PSStyle.MapBackgroundColorToEscapeSequence(background) : text;
    }
}

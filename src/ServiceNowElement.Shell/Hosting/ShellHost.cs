using System.Globalization;
using System.Management.Automation.Host;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>The shell as the engine sees it.</summary>
internal sealed class ShellHost(PSHostUserInterface ui) : PSHost
{
    public override string Name => "ServiceNowElement Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version();

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = ui;

    /// <summary>Gets the code given to <c>exit</c>; null while nobody has called it.</summary>
    internal int? RequestedExitCode { get; private set; }

    /// <summary>Gets or sets what runs a prompt inside a running pipeline; null where nobody could type at it.</summary>
    internal INestedPrompt? NestedPrompt { get; set; }

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt()
    {
        if (NestedPrompt is null)
        {
            throw new HostException("A nested prompt needs the interactive prompt of a terminal.");
        }

        NestedPrompt.Enter();
    }

    public override void ExitNestedPrompt() => NestedPrompt?.Exit();

    // Native programs share the terminal as it is; there is no mode to save or restore around them.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}

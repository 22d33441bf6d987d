using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using ServiceNowElement.Shell.Editing;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Answers from the terminal, or line by line from redirected input.</summary>
internal sealed class LineSource(Terminal terminal, LineEditor editor, Interrupts interrupts) : ILineSource
{
    public bool IsInteractive => terminal.InputIsTerminal;

    public string ReadLine(string prompt)
    {
        if (terminal.CanEditLines)
        {
            return Accepted(editor.Read(prompt));
        }

        terminal.Write(prompt);
        return Console.In.ReadLine() ?? throw Ended();
    }

    public SecureString ReadSecret(string prompt)
    {
        if (!terminal.CanEditLines)
        {
            throw new HostException(
                "A secret can only be typed at a terminal. Pass a credential to the command instead.", null, "SecretNeedsTerminal", ErrorCategory.ResourceUnavailable);
        }

        return Accepted(editor.ReadSecret(prompt));
    }

    private static HostException Ended() =>
        new("The command asks for input, but the input has ended. Pass the values as parameters.", null, "InputEnded", ErrorCategory.ResourceUnavailable);

    private T Accepted<T>(LineResult<T> result)
        where T : class
    {
        switch (result.Outcome)
        {
            case LineOutcome.Accepted:
                return result.Line!;
            case LineOutcome.EndOfInput:
                throw Ended();
            default:
                // Ctrl+C at a question stops the pipeline that asked, as it would without the question.
                interrupts.Interrupt();
                throw new PipelineStoppedException();
        }
    }
}

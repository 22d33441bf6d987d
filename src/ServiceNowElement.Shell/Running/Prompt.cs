using System.Management.Automation.Language;
using ServiceNowElement.Shell.Editing;
using ServiceNowElement.Shell.Hosting;

namespace ServiceNowElement.Shell.Running;

/// <summary>Reads commands one after the other, at a terminal or from redirected input, and runs each when it is complete.</summary>
internal sealed class Prompt(Engine engine, ShellHost host, Terminal terminal, LineEditor editor)
{
    internal int Run()
    {
        bool good = true;
        string pending = string.Empty;
        while (host.RequestedExitCode == null)
        {
            LineResult<string> line = Next(pending.Length > 0);
            if (line.Outcome == LineOutcome.Interrupted)
            {
                pending = string.Empty;
                continue;
            }

            if (line.Outcome == LineOutcome.EndOfInput)
            {
                break;
            }

            pending += (pending.Length > 0 ? "\n" : string.Empty) + line.Line;
            if (IsIncomplete(pending) || pending.Trim().Length == 0)
            {
                pending = pending.Trim().Length == 0 ? string.Empty : pending;
                continue;
            }

            good = engine.RunText(pending);
            pending = string.Empty;
            if (engine.WasStopped && !terminal.InputIsTerminal)
            {
                return ExitCode.Interrupted;
            }
        }

        if (pending.Length > 0)
        {
            good = engine.RunText(pending);
        }

        return host.RequestedExitCode ?? (good || terminal.InputIsTerminal ? ExitCode.Success : ExitCode.Failure);
    }

    private LineResult<string> Next(bool more)
    {
        string prompt = more ? ">> " : $"CE {engine.Location}> ";
        if (terminal.CanEditLines)
        {
            return editor.Read(prompt, remember: true);
        }

        if (terminal.InputIsTerminal)
        {
            terminal.Write(prompt);
        }

        string? line = Console.In.ReadLine();
        return new LineResult<string>(line == null ? LineOutcome.EndOfInput : LineOutcome.Accepted, line);
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}

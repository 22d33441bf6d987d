using System.Security;
using ServiceNowElement.Shell.Hosting;

namespace ServiceNowElement.Shell.Editing;

/// <summary>Edits one line at a terminal: cursor keys, history, Tab completion. Ctrl+C gives the line up, Ctrl+D on an empty one ends the input.</summary>
internal sealed class LineEditor(Terminal terminal)
{
    private readonly List<string> _history = [];

    /// <summary>Gets or sets what finds completions for a line and a cursor position.</summary>
    internal Func<string, int, Completion?>? Completer { get; set; }

    internal LineResult<string> Read(string prompt, bool remember = false)
    {
        var line = new LineBuffer(_history);
        bool treat = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            Draw(prompt, line);
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (key.Key == ConsoleKey.Enter)
                {
                    terminal.WriteRaw("\n");
                    if (remember && line.Text.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line.Text))
                    {
                        _history.Add(line.Text);
                    }

                    return new LineResult<string>(LineOutcome.Accepted, line.Text);
                }

                if (control && key.Key == ConsoleKey.C)
                {
                    terminal.WriteRaw("^C\n");
                    return new LineResult<string>(LineOutcome.Interrupted, null);
                }

                if (control && key.Key == ConsoleKey.D && line.Text.Length == 0)
                {
                    terminal.WriteRaw("\n");
                    return new LineResult<string>(LineOutcome.EndOfInput, null);
                }

                if (key.Key == ConsoleKey.Tab)
                {
                    line.Complete(Completer, back: key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                }
                else
                {
                    line.Press(key);
                }

                Draw(prompt, line);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = treat;
        }
    }

    internal LineResult<SecureString> ReadSecret(string prompt)
    {
        terminal.WriteRaw(prompt);
        var secret = new SecureString();
        bool treat = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                {
                    terminal.WriteRaw("\n");
                    secret.MakeReadOnly();
                    return new LineResult<SecureString>(LineOutcome.Accepted, secret);
                }

                if (key.Modifiers.HasFlag(ConsoleModifiers.Control) && key.Key == ConsoleKey.C)
                {
                    terminal.WriteRaw("^C\n");
                    secret.Dispose();
                    return new LineResult<SecureString>(LineOutcome.Interrupted, null);
                }

                if (key.Key == ConsoleKey.Backspace)
                {
                    if (secret.Length > 0)
                    {
                        secret.RemoveAt(secret.Length - 1);
                    }
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    secret.AppendChar(key.KeyChar);
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = treat;
        }
    }

    private void Draw(string prompt, LineBuffer line)
    {
        // A line longer than the window is shown around the cursor, so that it is always one row.
        int room = Math.Max(10, terminal.Width - prompt.Length - 1);
        int start = Math.Max(0, line.Cursor - room + 1);
        string shown = line.Text.Substring(start, Math.Min(room, line.Text.Length - start));
        int back = shown.Length - (line.Cursor - start);
        terminal.WriteRaw("\r\e[K" + prompt + shown + (back > 0 ? $"\e[{back}D" : string.Empty));
    }
}

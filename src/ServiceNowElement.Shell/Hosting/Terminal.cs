using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Text;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>The standard streams: data on stdout, everything said about it on stderr, and one status line that gives way to both.</summary>
internal sealed class Terminal
{
    private const string Reset = "\e[0m";
    private const string ClearLine = "\r\e[K";
    private const int RedirectedWidth = 120;
    private readonly Lock _gate = new();
    private readonly TextWriter _out;
    private readonly TextWriter _error;
    private bool _atLineStart = true;
    private bool _statusShown;

    internal Terminal()
    {
        // Set before the writers are made. Without a BOM, so that redirected output is plain UTF-8.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _out = Console.Out;
        _error = Console.Error;
        bool sequences = VirtualTerminal.TryEnable();
        bool colour = sequences && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        InputIsTerminal = !Console.IsInputRedirected;
        OutputIsTerminal = !Console.IsOutputRedirected;
        OutputHasColour = OutputIsTerminal && colour;
        ErrorHasColour = !Console.IsErrorRedirected && colour;
        CanEditLines = InputIsTerminal && OutputIsTerminal && sequences;
        CanShowStatus = !Console.IsErrorRedirected && sequences;
    }

    internal bool InputIsTerminal { get; }

    internal bool OutputIsTerminal { get; }

    internal bool OutputHasColour { get; }

    internal bool ErrorHasColour { get; }

    /// <summary>Gets a value indicating whether keys can be read one by one and the line be drawn again.</summary>
    internal bool CanEditLines { get; }

    /// <summary>Gets a value indicating whether one line of stderr can be rewritten in place.</summary>
    internal bool CanShowStatus { get; }

    /// <summary>Gets the columns of the window; a terminal that does not know them says 0.</summary>
    internal int Width => OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth;

    internal int Height => OutputIsTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : 50;

    internal void Write(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            HideStatusLocked();
            _out.Write(OutputHasColour ? text : Plain(text));
            _atLineStart = text[^1] == '\n';
        }
    }

    internal void WriteLine(string text) => Write(text + Environment.NewLine);

    /// <summary>Writes escape sequences that are not colour; only for a terminal.</summary>
    internal void WriteRaw(string text)
    {
        lock (_gate)
        {
            HideStatusLocked();
            _out.Write(text);
        }
    }

    internal void WriteColoured(string colour, string text) => Write(OutputHasColour ? colour + text + Reset : text);

    /// <summary>Writes a line to stderr, in the colour unless the text brings its own.</summary>
    internal void WriteMessage(string colour, string text)
    {
        string line = !ErrorHasColour ? Plain(text) : text.Contains('\e', StringComparison.Ordinal) ? text : colour + text + Reset;
        lock (_gate)
        {
            HideStatusLocked();
            _error.WriteLine(line);
        }
    }

    /// <summary>Shows a status below the output; the next output removes it.</summary>
    internal void ShowStatus(string text)
    {
        lock (_gate)
        {
            // Half a line of output would be overwritten; its rest is about to come.
            if (_atLineStart)
            {
                int room = Math.Max(Width - 1, 1);
                _error.Write(ClearLine + (text.Length <= room ? text : text[..room]));
                _statusShown = true;
            }
        }
    }

    internal void HideStatus()
    {
        lock (_gate)
        {
            HideStatusLocked();
        }
    }

    private static string Plain(string text) =>
        text.Contains('\e', StringComparison.Ordinal) ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;

    private void HideStatusLocked()
    {
        if (_statusShown)
        {
            _error.Write(ClearLine);
            _statusShown = false;
        }
    }
}

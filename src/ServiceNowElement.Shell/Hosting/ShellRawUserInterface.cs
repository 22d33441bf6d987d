using System.Management.Automation.Host;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Size, colours and keys of the terminal. Its cells cannot be read back, which the members that would need it say.</summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    private const ConsoleColor Unknown = (ConsoleColor)(-1);
    private string _title = string.Empty;

    public override ConsoleColor ForegroundColor { get; set; } = Unknown;

    public override ConsoleColor BackgroundColor { get; set; } = Unknown;

    public override Size BufferSize
    {
        get => new(terminal.Width, terminal.Height);
        set => throw Unsupported("resized");
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw Unsupported("resized");
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported("moved");
    }

    public override Coordinates CursorPosition
    {
        get => terminal.CanEditLines ? new(Console.CursorLeft, Console.CursorTop) : new(0, 0);
        set
        {
            if (terminal.CanEditLines)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => terminal.InputIsTerminal && Console.KeyAvailable;

    public override string WindowTitle
    {
        get => _title;
        set
        {
            _title = value;
            if (terminal.OutputHasColour)
            {
                Console.Title = value;
            }
        }
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.InputIsTerminal)
        {
            throw new HostException("A key can only be pressed at a terminal; the input is redirected.");
        }

        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, State(key.Modifiers), keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported("read back");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported("scrolled");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported("written by cell");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The rectangle that Clear-Host uses for "everything".
        if (rectangle is not { Left: -1, Top: -1, Right: -1, Bottom: -1 })
        {
            throw Unsupported("written by cell");
        }

        if (terminal.OutputIsTerminal)
        {
            Console.Clear();
        }
    }

    private static ControlKeyStates State(ConsoleModifiers modifiers)
    {
        ControlKeyStates state = 0;
        state |= modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0;
        state |= modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0;
        state |= modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0;
        return state;
    }

    private static HostException Unsupported(string action) => new($"The window of this shell cannot be {action}.");
}

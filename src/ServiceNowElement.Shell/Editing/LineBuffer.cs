namespace ServiceNowElement.Shell.Editing;

/// <summary>The text of a line with its cursor, its place in the history and the completions that Tab walks through.</summary>
internal sealed class LineBuffer(List<string> history)
{
    private int _at = history.Count;
    private string _typed = string.Empty;
    private Completion? _completion;
    private int _offered;
    private int _offeredLength;

    internal string Text { get; private set; } = string.Empty;

    internal int Cursor { get; private set; }

    internal void Press(ConsoleKeyInfo key)
    {
        _completion = null;
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home or ConsoleKey.A when key.Key == ConsoleKey.Home || control:
                Cursor = 0;
                break;
            case ConsoleKey.End or ConsoleKey.E when key.Key == ConsoleKey.End || control:
                Cursor = Text.Length;
                break;
            case ConsoleKey.Backspace when Cursor > 0:
                Text = Text.Remove(--Cursor, 1);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Text = Text.Remove(Cursor, 1);
                break;
            case ConsoleKey.Escape:
                Text = string.Empty;
                Cursor = 0;
                break;
            case ConsoleKey.UpArrow:
                Recall(_at - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_at + 1);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    Text = Text.Insert(Cursor++, key.KeyChar.ToString());
                }

                break;
        }
    }

    internal void Complete(Func<string, int, Completion?>? completer, bool back)
    {
        if (_completion == null)
        {
            _completion = completer?.Invoke(Text, Cursor);
            if (_completion is not { Texts.Count: > 0 })
            {
                _completion = null;
                return;
            }

            _offered = back ? _completion.Texts.Count - 1 : 0;
            _offeredLength = _completion.Length;
        }
        else
        {
            int count = _completion.Texts.Count;
            _offered = (_offered + (back ? count - 1 : 1)) % count;
        }

        string offer = _completion.Texts[_offered];
        Text = Text.Remove(_completion.Start, _offeredLength).Insert(_completion.Start, offer);
        _offeredLength = offer.Length;
        Cursor = _completion.Start + offer.Length;
    }

    private void Recall(int index)
    {
        if (index < 0 || index > history.Count)
        {
            return;
        }

        if (_at == history.Count)
        {
            _typed = Text;
        }

        _at = index;
        Text = index == history.Count ? _typed : history[index];
        Cursor = Text.Length;
    }
}

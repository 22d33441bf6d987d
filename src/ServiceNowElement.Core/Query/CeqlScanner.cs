using System.Globalization;
using System.Text;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Query;

/// <summary>Cuts CEQL text into names, words and values. What a word means depends on its place, so the parser asks for what it expects.</summary>
internal sealed class CeqlScanner
{
    // Long enough for thousands of identifiers in an IN list, short enough that a request cannot occupy a server.
    private const int LongestText = 262_144;

    private readonly string _text;
    private int _position;

    internal CeqlScanner(string text)
    {
        _text = text;
        if (text.Length > LongestText)
        {
            throw ErrorCatalog.InvalidQuery.With($"it is longer than {LongestText.ToString(CultureInfo.InvariantCulture)} characters.");
        }
    }

    internal bool AtEnd
    {
        get
        {
            SkipSpace();
            return _position >= _text.Length;
        }
    }

    internal int Position
    {
        get => _position;
        set => _position = value;
    }

    internal static bool IsFieldLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '$';

    internal bool TryTake(char symbol)
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] == symbol)
        {
            _position++;
            return true;
        }

        return false;
    }

    internal bool TryTake(string symbol)
    {
        SkipSpace();
        if (string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0)
        {
            _position += symbol.Length;
            return true;
        }

        return false;
    }

    /// <summary>Takes a keyword in any letter case when it stands here as a whole word.</summary>
    internal bool TryWord(string word)
    {
        SkipSpace();
        if (!WordAt(_position, word))
        {
            return false;
        }

        _position += word.Length;
        return true;
    }

    internal void ExpectWord(string word)
    {
        if (!TryWord(word))
        {
            throw Expected(word.ToUpperInvariant());
        }
    }

    internal string Name(string what)
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] == '`')
        {
            return BackQuoted(what);
        }

        int start = _position;
        while (_position < _text.Length && (IsFieldLetter(_text[_position]) || _text[_position] == '.'))
        {
            _position++;
        }

        if (_position == start)
        {
            throw Expected(what);
        }

        string name = _text.Substring(start, _position - start);
        if (name[0] == '.' || name[name.Length - 1] == '.' || name.IndexOf("..", StringComparison.Ordinal) >= 0)
        {
            _position = start;
            throw Fail($"the name '{name}' has an empty part.");
        }

        return name;
    }

    /// <summary>Reads a value: text in quotes, or a bare word that may be a number, a truth value, null or a time stamp.</summary>
    internal object? Value()
    {
        SkipSpace();
        if (_position >= _text.Length)
        {
            throw Expected("a value");
        }

        switch (_text[_position])
        {
            case '\'':
                return Quoted();
            case '`':
                return BackQuoted("a value");
            case '"':
            case '\u2018':
            case '\u2019':
            case '\u201C':
            case '\u201D':
                throw Fail("a text stands in single quotes ('), and a quote inside it is doubled.");
        }

        int start = _position;
        while (_position < _text.Length && IsBareLetter(_text[_position]))
        {
            _position++;
        }

        return _position == start ? throw Expected("a value") : Bare(_text.Substring(start, _position - start));
    }

    internal ElementException Expected(string what)
    {
        SkipSpace();
        string found = _position >= _text.Length ? "the text ends there" : $"'{Here()}' stands there";
        return Fail($"{what} was expected, but {found}.");
    }

    internal ElementException Fail(string reason) =>
        ErrorCatalog.InvalidQuery.With($"at character {(_position + 1).ToString(CultureInfo.InvariantCulture)}, {reason}");

    private static bool IsBareLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '+' or ':' or '.' or '_';

    private static object? Bare(string word)
    {
        if (string.Equals(word, "null", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (string.Equals(word, "true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (string.Equals(word, "false", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Only a number that is written the way it would be printed: '007' may be a code, and stays text.
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            && whole.ToString(CultureInfo.InvariantCulture) == word)
        {
            return whole;
        }

        return decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number.ToString(CultureInfo.InvariantCulture) == word ? number : word;
    }

    private void SkipSpace() => _position = AfterSpace(_position);

    private int AfterSpace(int position)
    {
        while (position < _text.Length && char.IsWhiteSpace(_text[position]))
        {
            position++;
        }

        return position;
    }

    private string BackQuoted(string what)
    {
        int end = _text.IndexOf('`', _position + 1);
        if (end < 0)
        {
            throw Fail("the back quote is not closed.");
        }

        string content = _text.Substring(_position + 1, end - _position - 1);
        if (content.Length == 0 && what != "a value")
        {
            throw Expected(what);
        }

        _position = end + 1;
        return content;
    }

    private string Quoted()
    {
        int start = _position;
        StringBuilder content = new();
        for (int at = start + 1; at < _text.Length; at++)
        {
            if (_text[at] != '\'')
            {
                content.Append(_text[at]);
            }
            else if (at + 1 < _text.Length && _text[at + 1] == '\'')
            {
                content.Append('\'');
                at++;
            }
            else if (ClosesAt(at))
            {
                _position = at + 1;
                return content.ToString();
            }
            else
            {
                content.Append('\'');
            }
        }

        throw Fail("the quote is not closed.");
    }

    // Real callers paste values such as 'Pat O'Reilly' without doubling: a quote closes only where the statement can go on (§10.2).
    private bool ClosesAt(int quote)
    {
        int next = AfterSpace(quote + 1);
        if (next >= _text.Length || _text[next] is ')' or ',')
        {
            return true;
        }

        if (next == quote + 1)
        {
            return false;
        }

        return WordAt(next, "and") || WordAt(next, "or") || WordAt(next, "limit")
            || (WordAt(next, "order") && WordAt(AfterSpace(next + 5), "by"));
    }

    private bool WordAt(int position, string word)
    {
        int end = position + word.Length;
        return end <= _text.Length
            && string.Compare(_text, position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end == _text.Length || !(IsFieldLetter(_text[end]) || _text[end] == '.'));
    }

    private string Here()
    {
        int end = _position + 1;
        while (end < _text.Length && end - _position < 20 && IsFieldLetter(_text[_position]) && IsFieldLetter(_text[end]))
        {
            end++;
        }

        return _text.Substring(_position, end - _position);
    }
}

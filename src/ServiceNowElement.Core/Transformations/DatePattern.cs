using System.Globalization;
using System.Text;
using ServiceNowElement.Query;

namespace ServiceNowElement.Transformations;

/// <summary>
/// The date patterns of <c>transformDate</c>, a subset of Java's: <c>yyyy</c>, <c>yy</c>, <c>MMMM</c>, <c>MMM</c>, <c>MM</c>, <c>M</c>,
/// <c>dd</c>, <c>d</c>, <c>HH</c>, <c>H</c>, <c>hh</c>, <c>h</c>, <c>mm</c>, <c>m</c>, <c>ss</c>, <c>s</c>, <c>S</c> to <c>SSSSSSS</c> (fraction),
/// <c>a</c>, <c>EEE</c>, <c>EEEE</c>, <c>X</c> to <c>XXX</c>, <c>Z</c>, text in quotes, and punctuation. Times are UTC, names English.
/// </summary>
internal sealed class DatePattern
{
    private const string DayForm = "yyyy-MM-dd";
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private readonly string _write;
    private readonly string _read;
    private readonly bool _hasTime;

    private DatePattern(string write, string read, bool hasTime)
    {
        _write = write;
        _read = read;
        _hasTime = hasTime;
    }

    /// <summary>Reads a pattern; null for one that is not supported.</summary>
    internal static DatePattern? Parse(string? pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern))
        {
            return null;
        }

        var write = new StringBuilder();
        var read = new StringBuilder();
        bool hasTime = false;
        int at = 0;
        while (at < pattern!.Length)
        {
            char letter = pattern[at];
            int count = letter == '\'' ? Quoted(pattern, at) : pattern.Skip(at).TakeWhile(next => next == letter).Count();
            string run = count > 0 ? pattern.Substring(at, count) : string.Empty;
            (string Write, string Read)? part = count > 0 ? Part(letter, run) : null;
            if (part == null)
            {
                return null;
            }

            write.Append(part.Value.Write);
            read.Append(part.Value.Read);
            hasTime |= "HhmsS".IndexOf(letter) >= 0;
            at += count;
        }

        return new DatePattern(Custom(write), Custom(read), hasTime);
    }

    /// <summary>Rewrites the vendor's date text; what is no date stays as it is.</summary>
    internal object? FromVendor(object? value) => Each(value, text => WireTime.TryParseText(text, out DateTimeOffset time)
        ? time.UtcDateTime.ToString(_write, CultureInfo.InvariantCulture)
        : null);

    /// <summary>Rewrites a text of this pattern as the vendor stores it; what does not have the pattern stays as it is.</summary>
    internal object? ToVendor(object? value) => Each(value, text => DateTime.TryParseExact(text, _read, CultureInfo.InvariantCulture, Styles, out DateTime time)
        ? _hasTime ? WireTime.Format(time) : time.ToString(DayForm, CultureInfo.InvariantCulture)
        : null);

    private static object? Each(object? value, Func<string, string?> rewrite)
    {
        if (value is Fan fan)
        {
            var rewritten = new Fan();
            rewritten.AddRange(fan.Select(item => Each(item, rewrite)));
            return rewritten;
        }

        return value is string text ? rewrite(text) ?? text : value;
    }

    // One letter alone would be one of .NET's standard forms.
    private static string Custom(StringBuilder form) => form.Length == 1 ? "%" + form : form.ToString();

    private static int Quoted(string pattern, int at)
    {
        int end = at + 1;
        while (end < pattern.Length)
        {
            if (pattern[end] != '\'')
            {
                end++;
            }
            else if (end + 1 < pattern.Length && pattern[end + 1] == '\'')
            {
                end += 2;
            }
            else
            {
                return end + 1 - at;
            }
        }

        return 0;
    }

    private static (string Write, string Read)? Part(char letter, string run)
    {
        switch (letter)
        {
            case '\'':
                string text = run.Length == 2 ? "'" : run.Substring(1, run.Length - 2).Replace("''", "'");
                return Same(string.Concat(text.Select(c => "\\" + c)));
            case 'y':
                return run.Length is 2 ? Same("yy") : run.Length is 1 or 4 ? Same("yyyy") : null;
            case 'M' or 'L':
                return run.Length <= 4 ? Same(new string('M', run.Length)) : null;
            case 'd' or 'H' or 'h' or 'm' or 's':
                return run.Length <= 2 ? Same(run) : null;
            case 'S':
                return run.Length <= 7 ? Same(new string('f', run.Length)) : null;
            case 'a':
                return Same("tt");
            case 'E':
                return Same(run.Length >= 4 ? "dddd" : "ddd");
            case 'X':
                return run.Length <= 3 ? ("\\Z", "K") : null;
            case 'Z':
                return run.Length <= 3 ? ("+0000", "zzz") : null;
            default:
                return char.IsLetter(letter) ? null : Same(string.Concat(run.Select(c => "\\" + c)));
        }
    }

    private static (string Write, string Read) Same(string part) => (part, part);
}

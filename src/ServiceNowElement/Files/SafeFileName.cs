using System.Globalization;
using System.Text;

namespace ServiceNowElement.Files;

/// <summary>
/// Makes a file name of what an attachment is called. Whoever may attach a file chooses that text, so it is no path: nothing in it
/// may leave the folder, name a device, or show another extension than it has. The result is the same on every system.
/// </summary>
internal static class SafeFileName
{
    private const int LongestName = 200;
    private const int LongestExtension = 40;
    private const string Forbidden = "<>:\"/\\|?*";

    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    internal static string From(string name)
    {
        var text = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                text.Append(c).Append(name[++i]);
                continue;
            }

            text.Append(IsUnsafe(c) ? '_' : c);
        }

        // Windows drops dots and spaces at the end without a word, and then writes another file.
        string safe = text.ToString().Trim().TrimEnd('.', ' ');
        if (safe.Trim('.', ' ').Length == 0)
        {
            return "attachment";
        }

        string stem = safe.Split('.')[0].TrimEnd(' ');
        return Shorten(s_devices.Contains(stem) ? "_" + safe : safe);
    }

    /// <summary>Puts a number before the extension.</summary>
    internal static string Numbered(string name, int number)
    {
        string extension = Path.GetExtension(name);
        return $"{name.Substring(0, name.Length - extension.Length)} ({number.ToString(CultureInfo.InvariantCulture)}){extension}";
    }

    // Format characters turn the reading direction around: "txt.exe" shown as "exe.txt".
    private static bool IsUnsafe(char c) => c < ' ' || Forbidden.IndexOf(c) >= 0 || char.IsControl(c) || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName)
        {
            return name;
        }

        string extension = Path.GetExtension(name);
        extension = Encoding.UTF8.GetByteCount(extension) <= LongestExtension ? extension : string.Empty;
        string stem = name.Substring(0, name.Length - extension.Length);
        while (Encoding.UTF8.GetByteCount(stem) + extension.Length > LongestName)
        {
            stem = stem.Substring(0, stem.Length - (stem.Length > 1 && char.IsLowSurrogate(stem[stem.Length - 1]) ? 2 : 1));
        }

        return stem.TrimEnd('.', ' ') + extension;
    }
}

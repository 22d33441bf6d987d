using System.Text.RegularExpressions;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Cuts the displayed history of a journal into entries, newest first: <c>time - Full Name (Work notes)</c>, the text, a blank line
/// (contract servicenow-rest §2.6). The time is in the user's zone and format and is never read; its form tells headings from text.
/// </summary>
internal static class JournalText
{
    private static readonly Regex s_heading = new(@"^(?<time>\S*\d[^\n]*?) - (?<who>[^\n]+) \((?<label>[^()\n]+)\)[ \t]*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_digits = new(@"\d+", RegexOptions.CultureInvariant);
    private static readonly Regex s_letters = new(@"\p{L}+", RegexOptions.CultureInvariant);

    internal static List<(string Time, string Who, string Text)> Split(string display)
    {
        var entries = new List<(string Time, string Who, string Text)>();
        string[] lines = display.Replace("\r\n", "\n").Trim('\n').Split('\n');
        Match first = s_heading.Match(lines[0]);
        if (!first.Success)
        {
            // A form that is not known is one entry: nothing of the text is lost.
            return display.Trim().Length == 0 ? entries : [(string.Empty, string.Empty, display.Trim())];
        }

        string form = Form(first);
        string time = string.Empty;
        string who = string.Empty;
        var text = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            Match heading = i == 0 || lines[i - 1].Trim().Length == 0 ? s_heading.Match(lines[i]) : Match.Empty;
            if (!heading.Success || Form(heading) != form)
            {
                text.Add(lines[i]);
                continue;
            }

            if (i > 0)
            {
                entries.Add((time, who, string.Join("\n", text).Trim('\n', ' ')));
            }

            time = heading.Groups["time"].Value;
            who = heading.Groups["who"].Value;
            text.Clear();
        }

        entries.Add((time, who, string.Join("\n", text).Trim('\n', ' ')));
        return entries;
    }

    private static string Form(Match heading) => s_letters.Replace(s_digits.Replace(heading.Groups["time"].Value, "0"), "a") + heading.Groups["label"].Value;
}

using System.Management.Automation.Host;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>One choice: <c>&amp;Yes</c> is the label Yes with the key Y.</summary>
internal sealed record ChoiceOption(string Key, string Label, string Help)
{
    internal static ChoiceOption From(ChoiceDescription choice)
    {
        string label = choice.Label.Replace("&", string.Empty, StringComparison.Ordinal).Trim();
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        string key = mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : label;
        return new ChoiceOption(key, label, choice.HelpMessage ?? string.Empty);
    }

    internal bool Matches(string answer) =>
        string.Equals(answer, Key, StringComparison.OrdinalIgnoreCase) || string.Equals(answer, Label, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Text;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Asks for one of several choices by letter, as <c>-Confirm</c> does.</summary>
internal sealed class ChoicePrompt(Terminal terminal, ILineSource source)
{
    private const string Bold = "\e[1m";

    internal int Ask(string? caption, string? message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfZero(choices.Count, nameof(choices));
        ArgumentOutOfRangeException.ThrowIfLessThan(defaultChoice, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(defaultChoice, choices.Count);
        var options = choices.Select(ChoiceOption.From).ToList();

        WriteHeading(caption, message);
        while (true)
        {
            string answer = source.ReadLine(Question(options, defaultChoice)).Trim();
            if (!source.IsInteractive)
            {
                // Nobody pressed Enter, so the next output would continue the question.
                terminal.WriteLine(string.Empty);
            }

            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            int chosen = options.FindIndex(option => option.Matches(answer));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (answer == "?")
            {
                WriteHelp(options);
            }
        }
    }

    private static string Question(List<ChoiceOption> options, int defaultChoice)
    {
        var question = new StringBuilder();
        foreach (ChoiceOption option in options)
        {
            question.Append(CultureInfo.CurrentCulture, $"[{option.Key}] {option.Label}  ");
        }

        question.Append("[?] Help");
        if (defaultChoice >= 0)
        {
            question.Append(CultureInfo.CurrentCulture, $" (default is \"{options[defaultChoice].Key}\")");
        }

        return question.Append(": ").ToString();
    }

    private void WriteHeading(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            terminal.WriteLine(string.Empty);
            terminal.WriteColoured(Bold, caption);
            terminal.WriteLine(string.Empty);
        }

        if (!string.IsNullOrEmpty(message))
        {
            terminal.WriteLine(message);
        }
    }

    private void WriteHelp(List<ChoiceOption> options)
    {
        foreach (ChoiceOption option in options)
        {
            terminal.WriteLine($"{option.Key} - {(option.Help.Length > 0 ? option.Help : option.Label)}");
        }
    }
}

using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceNowElement.Completion;

/// <summary>Filters and quotes completion results.</summary>
internal static class Words
{
    internal static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<(string Text, string Tip)> candidates)
    {
        string start = (typed ?? string.Empty).Trim('\'', '"');
        return candidates
            .Where(candidate => candidate.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase)
            .Select(candidate => new CompletionResult(Quoted(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.Tip.Length == 0 ? candidate.Text : candidate.Tip));
    }

    private static string Quoted(string text) =>
        text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-') ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}

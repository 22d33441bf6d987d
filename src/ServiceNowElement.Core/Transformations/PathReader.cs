using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceNowElement.Transformations;

/// <summary>
/// Reads the path language of contract cloud-elements-api §13.5: <c>a.b.c</c>, <c>items[0].x</c>, <c>items[*].x</c>, <c>items[id=4].x</c>,
/// <c>items[?(@.id==2)].x</c>, <c>items[*].size()</c>.
/// </summary>
internal static class PathReader
{
    // No record is nested deeper (ElementJson.MaxDepth), and recursion over a path must end.
    private const int MostSteps = 32;
    private const string SizeCall = "size()";
    private static readonly char[] s_ends = ['.', '['];
    private static readonly Regex s_match = new(@"^(?:\?\(\s*@\.(?<name>[^=\s]+)\s*==\s*(?<value>.+?)\s*\)|(?<name>[^=?\s]+)\s*=\s*(?<value>.+?))$", RegexOptions.CultureInvariant);

    internal static IReadOnlyList<PathStep>? Read(string text)
    {
        var steps = new List<PathStep>();
        int at = 0;
        while (true)
        {
            int end = text.IndexOfAny(s_ends, at);
            string name = end < 0 ? text.Substring(at) : text.Substring(at, end - at);
            if (name.Trim().Length == 0)
            {
                return null;
            }

            bool isSize = name == SizeCall && steps.Count > 0;
            steps.Add(isSize ? new PathStep(PathStepKind.Size) : new PathStep(PathStepKind.Member, name));
            at = end < 0 ? text.Length : end;
            while (at < text.Length && text[at] == '[')
            {
                int close = text.IndexOf(']', at);
                PathStep? step = close < 0 ? null : Bracket(text.Substring(at + 1, close - at - 1).Trim());
                if (step == null)
                {
                    return null;
                }

                steps.Add(step);
                at = close + 1;
            }

            if (at == text.Length)
            {
                bool sizeInside = steps.Take(steps.Count - 1).Any(step => step.Kind == PathStepKind.Size);
                return sizeInside || steps.Count > MostSteps ? null : Counted(steps);
            }

            if (text[at] != '.')
            {
                return null;
            }

            at++;
        }
    }

    private static PathStep? Bracket(string content)
    {
        if (content == "*")
        {
            return new PathStep(PathStepKind.All);
        }

        if (int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return new PathStep(PathStepKind.Index, Index: index);
        }

        Match found = s_match.Match(content);
        return found.Success ? new PathStep(PathStepKind.Match, found.Groups["name"].Value, Value: found.Groups["value"].Value.Trim('\'', '"')) : null;
    }

    // items[*].size() counts the list, not something in each of its elements.
    private static List<PathStep> Counted(List<PathStep> steps)
    {
        if (steps.Count > 1 && steps[steps.Count - 1].Kind == PathStepKind.Size && steps[steps.Count - 2].Kind == PathStepKind.All)
        {
            steps.RemoveAt(steps.Count - 2);
        }

        return steps;
    }
}

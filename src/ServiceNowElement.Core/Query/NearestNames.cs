using System.Text;

namespace ServiceNowElement.Query;

/// <summary>Finds the names a user may have meant.</summary>
public static class NearestNames
{
    // Longer input is no misspelt name; the distance costs the product of both lengths.
    private const int LongestName = 80;

    /// <summary>Finds the names most like the given one: same letters, beginning, few typing errors, in that order.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <param name="most">The most names to return.</param>
    /// <returns>The nearest first; empty when nothing is near.</returns>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates, int most = 3)
    {
        if (name == null)
        {
            throw new ArgumentNullException(nameof(name));
        }

        if (candidates == null)
        {
            throw new ArgumentNullException(nameof(candidates));
        }

        string wanted = Letters(name);
        if (wanted.Length == 0 || name.Length > LongestName)
        {
            return [];
        }

        return [.. candidates
            .Where(candidate => !string.IsNullOrEmpty(candidate) && candidate.Length <= LongestName)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(candidate => (Name: candidate, Score: Score(wanted, Letters(candidate))))
            .Where(entry => entry.Score >= 0)
            .OrderBy(entry => entry.Score)
            .ThenBy(entry => Math.Abs(entry.Name.Length - name.Length))
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Take(most)
            .Select(entry => entry.Name)];
    }

    /// <summary>Words the nearest names as the end of an error message.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <param name="most">The most names to mention.</param>
    /// <returns><c> Did you mean 'priority'?</c> with its leading space, or an empty text.</returns>
    public static string Advice(string name, IEnumerable<string> candidates, int most = 3) => Advice(Find(name, candidates, most));

    /// <summary>Words the given names as the end of an error message.</summary>
    /// <param name="names">The names, best first.</param>
    /// <returns><c> Did you mean 'a', 'b' or 'c'?</c> with its leading space, or an empty text.</returns>
    public static string Advice(IReadOnlyList<string> names)
    {
        if (names == null)
        {
            throw new ArgumentNullException(nameof(names));
        }

        if (names.Count == 0)
        {
            return string.Empty;
        }

        string last = $"'{names[names.Count - 1]}'";
        string first = string.Join(", ", names.Take(names.Count - 1).Select(name => $"'{name}'"));
        return first.Length == 0 ? $" Did you mean {last}?" : $" Did you mean {first} or {last}?";
    }

    /// <summary>Lower-case letters and digits only, so that a label and its column name compare as equal.</summary>
    internal static string Letters(string name)
    {
        StringBuilder letters = new(name.Length);
        foreach (char letter in name)
        {
            if (char.IsLetterOrDigit(letter))
            {
                letters.Append(char.ToLowerInvariant(letter));
            }
        }

        return letters.ToString();
    }

    private static int Score(string wanted, string candidate)
    {
        if (candidate.Length == 0)
        {
            return -1;
        }

        if (wanted == candidate)
        {
            return 0;
        }

        int distance = Distance(wanted, candidate);
        int allowed = Math.Max(1, wanted.Length / 3);
        if (distance <= allowed && distance < wanted.Length)
        {
            return distance * 2;
        }

        if (wanted.Length >= 3 && candidate.StartsWith(wanted, StringComparison.Ordinal))
        {
            return 3;
        }

        if (candidate.Length >= 4 && wanted.StartsWith(candidate, StringComparison.Ordinal))
        {
            return 5;
        }

        return wanted.Length >= 4 && candidate.IndexOf(wanted, StringComparison.Ordinal) >= 0 ? 50 : -1;
    }

    /// <summary>Counts inserted, dropped, changed and swapped letters.</summary>
    private static int Distance(string left, string right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = new int[right.Length + 1];
        int[] row = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[right.Length];
    }
}

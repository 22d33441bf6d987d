using System.Text;
using System.Text.RegularExpressions;

namespace ServiceNowElement.Diagnostics;

/// <summary>Takes secrets and control characters out of everything that is shown or written anywhere (design §8).</summary>
public static class Redactor
{
    private const int LongestServerText = 1000;

    private static readonly Regex s_header = new(
        @"(?im)\b(authorization|cookie|set-cookie|x-sn-apikey|x-usertoken)(\s*[:=]\s*)[^\r\n]+",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_userInfo = new(@"(?i)(https?://)[^/\s@]+@", RegexOptions.CultureInvariant);

    private static readonly Regex s_field = new(
        @"(?i)([""']?\b(?:password|client_secret|access_token|refresh_token|assertion|api_?key|api_?secret|user_password|user_?secret|organization_?secret|element_?token|token|oauth\.api\.key|oauth\.api\.secret|oauth\.user\.token|oauth\.user\.refresh_token)\b[""']?\s*[:=]\s*)(""[^""]*""|'[^']*'|[^\s&,;}]+)",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_scheme = new(@"(?i)\b(basic|bearer)\s+[a-z0-9+/=._~-]{8,}", RegexOptions.CultureInvariant);

    // The secrets of a service (contract cloud-elements-api §2.1): a list of pairs whatever its values look like, or one pair whose value has the shape of a secret.
    private static readonly Regex s_pairs = new(@"(?i)\b(?:(?:user|organization|element)\s+[^\s,""']{4,}\s*,\s*)+(?:user|organization|element)\s+[^\s,""']{4,}", RegexOptions.CultureInvariant);

    private static readonly Regex s_pair = new(@"(?i)\b(?:(user|element)\s+[a-z0-9+/]{43}=|(organization)\s+[a-f0-9]{32}\b)", RegexOptions.CultureInvariant);

    /// <summary>Removes what looks like a secret.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text with <c>***</c> in place of secrets.</returns>
    public static string Clean(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        string cleaned = s_header.Replace(text, "$1$2***");
        cleaned = s_userInfo.Replace(cleaned, "$1***@");
        cleaned = s_field.Replace(cleaned, "$1***");
        cleaned = s_pairs.Replace(cleaned, "***");
        cleaned = s_pair.Replace(cleaned, "$1$2 ***");
        return s_scheme.Replace(cleaned, "$1 ***");
    }

    /// <summary>Makes a server's words safe to show: no secrets, no control characters, at most 1,000 characters.</summary>
    /// <param name="text">What the server said.</param>
    /// <returns>One line.</returns>
    public static string ServerText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var line = new StringBuilder(Math.Min(text!.Length, LongestServerText));
        foreach (char c in text)
        {
            if (line.Length >= LongestServerText)
            {
                line.Append('…');
                break;
            }

            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return Clean(line.ToString().Trim());
    }
}

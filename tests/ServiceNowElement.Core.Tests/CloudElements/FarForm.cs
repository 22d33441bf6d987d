using System.Text;
using System.Text.RegularExpressions;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Takes the one file out of a form.</summary>
internal static partial class FarForm
{
    internal static (string Name, string Type, byte[] Content) File(FarCall call)
    {
        string boundary = Boundary().Match(call.Headers["Content-Type"]!).Groups[1].Value;
        string text = Encoding.Latin1.GetString(call.Body);
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string headers = text[..head];
        int end = text.IndexOf("\r\n--" + boundary, head + 4, StringComparison.Ordinal);
        Assert.Contains("name=\"file\"", headers, StringComparison.Ordinal);
        string name = Extended().Match(headers) is { Success: true } extended ? Uri.UnescapeDataString(extended.Groups[1].Value) : Plain().Match(headers).Groups[1].Value;
        return (name, Type().Match(headers).Groups[1].Value.Trim(), call.Body[(head + 4)..end]);
    }

    [GeneratedRegex("boundary=\"?([^\";]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"filename\*=utf-8''([^;\r\n]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Extended();

    [GeneratedRegex("filename=\"([^\"]*)\"")]
    private static partial Regex Plain();

    [GeneratedRegex(@"Content-Type: ([^\r\n]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Type();
}

using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>A progress record as one line of text.</summary>
internal static class ProgressText
{
    internal static string Format(ProgressRecord record)
    {
        var text = new StringBuilder(record.Activity);
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
        {
            text.Append(": ").Append(record.StatusDescription);
        }

        if (record.PercentComplete >= 0)
        {
            text.Append(CultureInfo.CurrentCulture, $" ({record.PercentComplete}%)");
        }

        if (record.SecondsRemaining >= 0)
        {
            text.Append(CultureInfo.CurrentCulture, $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left");
        }

        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
        {
            text.Append(", ").Append(record.CurrentOperation);
        }

        return text.Replace("\r", string.Empty).Replace('\n', ' ').ToString();
    }
}

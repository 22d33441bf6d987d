using System.Text.RegularExpressions;
using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Service.Operations;

/// <summary>Writes what Core reports to the log, without secrets and without the values of queries, which may be personal data.</summary>
internal sealed partial class LogDiagnostics(ILogger logger) : IDiagnostics
{
    /// <inheritdoc/>
    public void Verbose(string text)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            string clean = Clean(text);
            LogVerbose(clean);
        }
    }

    /// <inheritdoc/>
    public void Warning(string text)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            string clean = Clean(text);
            LogNote(clean);
        }
    }

    /// <inheritdoc/>
    public void Progress(ProgressUpdate update)
    {
    }

    internal static string Clean(string text) => QueryPart().Replace(Redactor.Clean(text), "?…");

    [GeneratedRegex(@"\?\S+")]
    private static partial Regex QueryPart();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Provider: {Text}")]
    private partial void LogVerbose(string text);

    [LoggerMessage(Level = LogLevel.Information, Message = "Provider: {Text}")]
    private partial void LogNote(string text);
}

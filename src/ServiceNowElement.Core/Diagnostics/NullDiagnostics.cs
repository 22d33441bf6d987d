namespace ServiceNowElement.Diagnostics;

internal sealed class NullDiagnostics : IDiagnostics
{
    internal static NullDiagnostics Instance { get; } = new();

    public void Verbose(string text)
    {
    }

    public void Warning(string text)
    {
    }

    public void Progress(ProgressUpdate update)
    {
    }
}

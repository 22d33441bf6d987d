namespace ServiceNowElement.Diagnostics;

/// <summary>
/// Where Core reports while it works. The module hands it to the pipeline, the service to its logger, tests to a list.
/// Members may be called from any thread. Texts never contain secrets: callers pass them through <see cref="Redactor"/>.
/// </summary>
public interface IDiagnostics
{
    /// <summary>Reports one line about a request: method, path, status, milliseconds, rows, attempt.</summary>
    /// <param name="text">The line.</param>
    void Verbose(string text);

    /// <summary>Reports something the user should know although the call goes on, for example rows hidden by access rules.</summary>
    /// <param name="text">The line.</param>
    void Warning(string text);

    /// <summary>Reports how far the call is.</summary>
    /// <param name="update">Rows or bytes done, and the total where it is known.</param>
    void Progress(ProgressUpdate update);
}

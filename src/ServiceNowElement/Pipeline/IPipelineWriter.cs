using System.Management.Automation;
using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Pipeline;

/// <summary>How background work speaks to the pipeline; every member may be called from any thread.</summary>
internal interface IPipelineWriter : IDiagnostics
{
    /// <summary>Hands objects to the next command.</summary>
    /// <param name="batch">The objects.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>A task that ends when the next command has taken them all, so that a reader who stops early is noticed before more is fetched.</returns>
    Task WriteAsync(IReadOnlyList<object> batch, CancellationToken token);

    /// <summary>Reports a failure of one record.</summary>
    /// <param name="record">The error.</param>
    void Error(ErrorRecord record);
}

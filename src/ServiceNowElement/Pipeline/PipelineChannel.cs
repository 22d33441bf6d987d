using System.Collections.Concurrent;
using System.Management.Automation;
using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Pipeline;

/// <summary>
/// The queue between background work and the pipeline thread, the only one that may write to a cmdlet. Objects wait until the
/// consumer took them, so memory stays flat however slow it is.
/// </summary>
internal sealed class PipelineChannel(int activityId) : IPipelineWriter, IDisposable
{
    private readonly BlockingCollection<Action<PSCmdlet>> _steps = [];
    private readonly ProgressMeter _meter = new(activityId);

    public async Task WriteAsync(IReadOnlyList<object> batch, CancellationToken token)
    {
        var taken = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(cmdlet =>
        {
            foreach (object item in batch)
            {
                cmdlet.WriteObject(item);
            }

            taken.TrySetResult(true);
        });
        using (token.Register(() => taken.TrySetCanceled(token)))
        {
            await taken.Task.ConfigureAwait(false);
        }
    }

    public void Verbose(string text) => Add(cmdlet => cmdlet.WriteVerbose(text));

    public void Warning(string text) => Add(cmdlet => cmdlet.WriteWarning(text));

    public void Error(ErrorRecord record) => Add(cmdlet => cmdlet.WriteError(record));

    public void Progress(ProgressUpdate update)
    {
        if (_meter.Next(update) is { } record)
        {
            Add(cmdlet => cmdlet.WriteProgress(record));
        }
    }

    public void Dispose() => _steps.Dispose();

    internal void Complete()
    {
        if (_meter.End() is { } record)
        {
            Add(cmdlet => cmdlet.WriteProgress(record));
        }

        _steps.CompleteAdding();
    }

    internal Action<PSCmdlet>? TryTake(TimeSpan wait, CancellationToken token) => _steps.TryTake(out Action<PSCmdlet> step, (int)wait.TotalMilliseconds, token) ? step : null;

    internal IEnumerable<Action<PSCmdlet>> Drain(CancellationToken token) => _steps.GetConsumingEnumerable(token);

    private void Add(Action<PSCmdlet> step)
    {
        try
        {
            _steps.Add(step);
        }
        catch (Exception closed) when (closed is InvalidOperationException or ObjectDisposedException)
        {
            // Work that ignores its stop for longer than the grace speaks into a pipeline that is gone.
            throw new OperationCanceledException("The pipeline has ended.", closed);
        }
    }
}

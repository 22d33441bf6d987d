using System.Management.Automation;

namespace ServiceNowElement.Pipeline;

/// <summary>Work that goes on over several calls of <c>ProcessRecord</c>; its output is written whenever the pipeline thread looks in.</summary>
internal sealed class BackgroundRun : IDisposable
{
    private readonly PipelineChannel _channel;
    private readonly CancellationTokenSource _scope;

    internal BackgroundRun(int activityId, TimeSpan? maxWait, Func<IPipelineWriter, CallContext, Task> body, CancellationToken stop)
    {
        _channel = new PipelineChannel(activityId);
        _scope = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var call = new CallContext(_channel, _scope.Token) { MaxWait = maxWait };
        Work = Task.Run(
            async () =>
            {
                try
                {
                    await body(_channel, call).ConfigureAwait(false);
                }
                finally
                {
                    _channel.Complete();
                }
            },
            CancellationToken.None);
    }

    internal Task Work { get; }

    /// <summary>Writes what there is, and waits a little for more when asked.</summary>
    internal void Pump(PSCmdlet cmdlet, TimeSpan wait, CancellationToken token)
    {
        while (_channel.TryTake(wait, token) is { } step)
        {
            step(cmdlet);
            wait = TimeSpan.Zero;
        }
    }

    /// <summary>Writes everything until the work has ended.</summary>
    internal void Finish(PSCmdlet cmdlet, CancellationToken token)
    {
        foreach (Action<PSCmdlet> step in _channel.Drain(token))
        {
            step(cmdlet);
        }
    }

    internal void Cancel() => _scope.Cancel();

    public void Dispose()
    {
        _scope.Dispose();
        _channel.Dispose();
    }
}

using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Ends an answer whose bytes stop flowing, long before the limit of the whole request (contract servicenow-rest §6.2, EC24).</summary>
internal sealed class IdleWatch(CancellationTokenSource limit, TimeSpan idle, Func<ElementException> error) : IDisposable
{
    private readonly CancellationTokenSource _silence = new();

    internal bool Silent => _silence.IsCancellationRequested;

    internal void Start()
    {
        _silence.Token.Register(() =>
        {
            try
            {
                limit.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The answer ended in the same moment.
            }
        });
        Touch();
    }

    internal void Touch()
    {
        if (!_silence.IsCancellationRequested)
        {
            _silence.CancelAfter(idle);
        }
    }

    /// <summary>Throws the time-out when that is why the stream broke: a stream that is closed under its reader says something else.</summary>
    internal void Throw()
    {
        if (_silence.IsCancellationRequested || limit.IsCancellationRequested)
        {
            throw error();
        }
    }

    public void Dispose() => _silence.Dispose();
}

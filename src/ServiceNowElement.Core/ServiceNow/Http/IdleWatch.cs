using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Ends an answer whose bytes stop flowing, long before the limit of the whole request (contract servicenow-rest §6.2, EC24).</summary>
internal sealed class IdleWatch(CancellationTokenSource limit, TimeSpan idle, TimeSpan? perByte, Func<ElementException> error) : IDisposable
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

    /// <summary>Says that bytes flow to the instance: a large file may take longer than any answer, as long as it moves.</summary>
    internal void Flow()
    {
        if (perByte == null || limit.IsCancellationRequested)
        {
            return;
        }

        try
        {
            limit.CancelAfter(perByte.Value);
        }
        catch (ObjectDisposedException)
        {
            // The request ended while the last of its body was read.
        }
    }

    /// <summary>Says that bytes of the answer flow.</summary>
    internal void Touch()
    {
        Flow();
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

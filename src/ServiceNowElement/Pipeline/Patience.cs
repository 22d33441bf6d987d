using ServiceNowElement.Errors;

namespace ServiceNowElement.Pipeline;

/// <summary>Waits a short time for an answer that is nice to have.</summary>
internal static class Patience
{
    internal static bool Within<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, out T? answer)
    {
        using var stop = new CancellationTokenSource(limit);
        CancellationToken token = stop.Token;
        Task<T> task = Task.Run(() => work(token));
        answer = default;
#pragma warning disable RS0030 // Pipeline/ is the one place that may wait.
        try
        {
            if (task.Wait(limit))
            {
                answer = task.Result;
                return true;
            }
        }
        catch (AggregateException failure) when (failure.GetBaseException() is ElementException or OperationCanceledException)
        {
            // Offline, closed or refused: then there is nothing to suggest.
        }
#pragma warning restore RS0030
        return false;
    }
}

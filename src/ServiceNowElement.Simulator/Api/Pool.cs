namespace ServiceNowElement.Simulator.Api;

/// <summary>The semaphores of the REST pool: so many requests run, so many wait, the next is answered 429 (contract servicenow-rest §6.3).</summary>
internal sealed class Pool(SimulatorKnobs knobs)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _running;

    /// <summary>Gets the most requests that ever ran or waited at once.</summary>
    internal int MostInFlight { get; private set; }

    internal async Task<bool> EnterAsync(CancellationToken token)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            MostInFlight = Math.Max(MostInFlight, _running + _waiting.Count + 1);
            if (_running < knobs.PoolLanes)
            {
                _running++;
                return true;
            }

            if (_waiting.Count >= knobs.PoolQueue)
            {
                return false;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        using (token.Register(() => turn.TrySetCanceled(token)))
        {
            await turn.Task;
        }

        return true;
    }

    internal void Leave()
    {
        lock (_gate)
        {
            while (_waiting.Count > 0 && _running <= knobs.PoolLanes)
            {
                // A waiter that hung up leaves its turn to the next.
                if (_waiting.Dequeue().TrySetResult())
                {
                    return;
                }
            }

            _running--;
        }
    }
}

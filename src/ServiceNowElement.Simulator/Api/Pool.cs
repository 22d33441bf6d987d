namespace ServiceNowElement.Simulator.Api;

/// <summary>The semaphores of the REST pool, one per node: so many requests run, so many wait, the next is answered 429 (contract servicenow-rest §6.3).</summary>
internal sealed class Pool(SimulatorKnobs knobs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, NodePool> _nodes = [];
    private int _inFlight;

    /// <summary>Gets the most requests that ever ran or waited at once, over all nodes.</summary>
    internal int MostInFlight { get; private set; }

    internal async Task<bool> EnterAsync(int node, CancellationToken token)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            NodePool pool = For(node);
            MostInFlight = Math.Max(MostInFlight, _inFlight + 1);
            if (pool.Running < knobs.PoolLanes)
            {
                pool.Running++;
                _inFlight++;
                return true;
            }

            if (pool.Waiting.Count >= knobs.PoolQueue)
            {
                return false;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            pool.Waiting.Enqueue(turn);
            _inFlight++;
        }

        using (token.Register(() => turn.TrySetCanceled(token)))
        {
            await turn.Task;
        }

        return true;
    }

    internal void Leave(int node)
    {
        lock (_gate)
        {
            NodePool pool = For(node);
            _inFlight--;
            while (pool.Waiting.Count > 0 && pool.Running <= knobs.PoolLanes)
            {
                // A waiter that hung up leaves its turn to the next.
                if (pool.Waiting.Dequeue().TrySetResult())
                {
                    return;
                }

                _inFlight--;
            }

            pool.Running--;
        }
    }

    private NodePool For(int node) => _nodes.TryGetValue(node, out NodePool? pool) ? pool : _nodes[node] = new NodePool();

    private sealed class NodePool
    {
        internal Queue<TaskCompletionSource> Waiting { get; } = new();

        internal int Running { get; set; }
    }
}

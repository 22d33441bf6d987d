namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Hands out lanes. Their number halves when the instance is overloaded and grows back one by one (contract servicenow-rest §6.3).</summary>
internal sealed class LanePool(Uri address, int most) : IDisposable
{
    private const int AnswersPerStep = 20;

    private readonly object _gate = new();
    private readonly Stack<Lane> _idle = new();
    private readonly List<Lane> _all = [];
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private int _limit = int.MaxValue;
    private int _used;
    private int _goodAnswers;
    private bool _disposed;

    internal int Most => most;

    private int Limit => Math.Min(_limit, most);

    internal async Task<Lane> RentAsync(CancellationToken token)
    {
        while (true)
        {
            TaskCompletionSource<bool> turn;
            lock (_gate)
            {
                if (_disposed)
                {
                    throw new ObjectDisposedException(nameof(LanePool));
                }

                if (_used < Limit)
                {
                    _used++;
                    return _idle.Count > 0 ? _idle.Pop() : Open();
                }

                turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
            }

            using (token.Register(() => turn.TrySetCanceled(token)))
            {
                await turn.Task.ConfigureAwait(false);
            }
        }
    }

    internal void Return(Lane lane, bool answeredWell)
    {
        lock (_gate)
        {
            _used--;
            if (_disposed)
            {
                lane.Dispose();
                return;
            }

            _idle.Push(lane);
            if (answeredWell && Limit < most && ++_goodAnswers >= AnswersPerStep)
            {
                _goodAnswers = 0;
                _limit++;
            }

            Wake();
        }
    }

    internal void Halve()
    {
        lock (_gate)
        {
            _limit = Math.Max(1, Limit / 2);
            _goodAnswers = 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Lane lane in _all)
            {
                lane.Dispose();
            }

            _idle.Clear();
            while (_waiting.Count > 0)
            {
                _waiting.Dequeue().TrySetException(new ObjectDisposedException(nameof(LanePool)));
            }
        }
    }

    private Lane Open()
    {
        var lane = new Lane(_all.Count + 1, address);
        _all.Add(lane);
        return lane;
    }

    private void Wake()
    {
        int free = Limit - _used;
        while (free > 0 && _waiting.Count > 0)
        {
            // A waiter that gave up does not use its turn.
            if (_waiting.Dequeue().TrySetResult(true))
            {
                free--;
            }
        }
    }
}

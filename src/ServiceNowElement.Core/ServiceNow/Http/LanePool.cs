using System.Diagnostics;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// Hands out lanes. Their number grows one by one while answers stay as quick as before, and halves when the instance is overloaded:
/// queued requests look like slow answers long before errors appear (contract servicenow-rest §6.3).
/// </summary>
internal sealed class LanePool(LaneSettings settings, int start, int most) : IDisposable
{
    private const int AnswersPerStep = 4;
    private const int StepsOfRest = 10;
    private const double Slower = 1.5;
    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(10);
    private static readonly Stopwatch s_time = Stopwatch.StartNew();

    private readonly object _gate = new();
    private readonly Stack<Lane> _idle = new();
    private readonly List<Lane> _all = [];
    private readonly Queue<TaskCompletionSource<Lane>> _waiting = new();
    private int _limit = start;
    private int _used;
    private int _goodAnswers;
    private int _rest;
    private int _jams;
    private int _ceiling = int.MaxValue;
    private TimeSpan _ceilingEnds;
    private bool _grown;
    private double _average;
    private double _before;
    private bool _disposed;

    internal int Most => most;

    /// <summary>Takes a lane, in the order of asking: whoever is ready at the right moment does not overtake those that wait.</summary>
    internal async Task<Lane> RentAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<Lane>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(LanePool));
            }

            _waiting.Enqueue(turn);
            Serve();
        }

        using (token.Register(() => turn.TrySetCanceled(token)))
        {
            return await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Takes a lane back; the milliseconds per row of a full page that was answered well decide about more lanes.</summary>
    internal void Return(Lane lane, double? rowTime)
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
            if (rowTime != null)
            {
                Adapt(rowTime.Value);
            }

            Serve();
        }
    }

    /// <summary>Gets how many jams there were; a request that was sent before the last one tells nothing new about it.</summary>
    internal int Jams
    {
        get
        {
            lock (_gate)
            {
                return _jams;
            }
        }
    }

    /// <summary>Halves the lanes, once for all requests of the same jam.</summary>
    /// <param name="jam">The jams known when the request was sent.</param>
    /// <param name="overloaded">Whether the instance had no place for it; then the lanes do not grow beyond the half again for a while.</param>
    internal void Halve(int jam, bool overloaded = false)
    {
        lock (_gate)
        {
            if (jam != _jams)
            {
                return;
            }

            _jams++;
            _limit = Math.Max(1, _limit / 2);
            if (overloaded)
            {
                _ceiling = _limit;
                _ceilingEnds = s_time.Elapsed + s_memory;
            }

            _goodAnswers = 0;
            _grown = false;
            _rest = StepsOfRest;
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

    private void Adapt(double milliseconds)
    {
        _average = _average == 0 ? milliseconds : (_average * 0.8) + (milliseconds * 0.2);
        if (++_goodAnswers < AnswersPerStep)
        {
            return;
        }

        _goodAnswers = 0;
        if (_grown && _average > _before * Slower)
        {
            // The last lane only made the others wait.
            _limit = Math.Max(1, _limit - 1);
            _grown = false;
            _rest = StepsOfRest;
        }
        else if (_rest > 0)
        {
            _rest--;
        }
        else if (_limit < (s_time.Elapsed < _ceilingEnds ? _ceiling : most))
        {
            _before = _average;
            _limit++;
            _grown = true;
        }
    }

    private Lane Open()
    {
        var lane = new Lane(_all.Count + 1, settings);
        _all.Add(lane);
        return lane;
    }

    private void Serve()
    {
        while (_used < _limit && _waiting.Count > 0)
        {
            Lane lane = _idle.Count > 0 ? _idle.Pop() : Open();

            // A waiter that gave up does not use its turn.
            if (_waiting.Dequeue().TrySetResult(lane))
            {
                _used++;
            }
            else
            {
                _idle.Push(lane);
            }
        }
    }
}

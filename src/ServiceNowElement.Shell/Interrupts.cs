using System.Runtime.InteropServices;

namespace ServiceNowElement.Shell;

/// <summary>Ctrl+C and the signals that end the process, as requests to stop what runs.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<Action> _running = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _any = new();
    private bool _stopping;

    internal Interrupts()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnTerminate));
    }

    /// <summary>Gets a task that completes when the process was told to end.</summary>
    internal Task Terminated => _terminated.Task;

    /// <summary>Gets a value indicating whether something runs that can be stopped.</summary>
    internal bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _running.Count > 0;
            }
        }
    }

    /// <summary>Gets a token for work before the first pipeline: any signal cancels it, once and for all.</summary>
    internal CancellationToken Any => _any.Token;

    /// <summary>Names what a signal stops from now on, until the result is disposed.</summary>
    internal IDisposable WhileRunning(Action stop)
    {
        lock (_gate)
        {
            _stopping = false;
            _running.Push(stop);
        }

        return new Running(this);
    }

    /// <summary>Stops what runs. True if something was asked to stop that had not been asked before.</summary>
    internal bool Interrupt()
    {
        Action? stop = null;
        lock (_gate)
        {
            if (!_stopping && _running.TryPeek(out stop))
            {
                _stopping = true;
            }
            else
            {
                stop = null;
            }
        }

        _any.Cancel();
        stop?.Invoke();
        return stop is not null;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _any.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        bool isSecond;
        lock (_gate)
        {
            isSecond = _stopping;
        }

        // The second Ctrl+C is meant for a pipeline that does not stop: the system ends the process.
        context.Cancel = !isSecond;
        if (!isSecond)
        {
            Interrupt();
        }
    }

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        Interrupt();
        _terminated.TrySetResult();
    }

    private void EndRunning()
    {
        lock (_gate)
        {
            _running.Pop();
            _stopping = false;
        }
    }

    private sealed class Running(Interrupts owner) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (!_ended)
            {
                _ended = true;
                owner.EndRunning();
            }
        }
    }
}

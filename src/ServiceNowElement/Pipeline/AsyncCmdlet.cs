using System.Management.Automation;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Pipeline;

/// <summary>Runs asynchronous work for a cmdlet: output goes through the channel, Ctrl+C and <c>Select-Object -First</c> end the work at once.</summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();

    private protected AsyncCmdlet()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gets the longest pause a rate limit may ask for; null for the default.</summary>
    private protected virtual TimeSpan? WaitBudget => null;

    /// <summary>Runs the work and writes what it hands over; returns when it has ended.</summary>
    private protected void RunAsync(object? target, Func<IPipelineWriter, CallContext, Task> body)
    {
        using BackgroundRun run = Start(body);
        Finish(run, target);
    }

    /// <summary>Starts work that goes on over several records.</summary>
    private protected BackgroundRun Start(Func<IPipelineWriter, CallContext, Task> body) => new(GetType().GetHashCode() & 0x7FFFFFFF, WaitBudget, body, _stop.Token);

    /// <summary>Writes what background work has produced so far.</summary>
    private protected void Pump(BackgroundRun run, TimeSpan wait)
    {
        try
        {
            run.Pump(this, wait, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (run.Work.IsFaulted || run.Work.IsCanceled)
        {
            Finish(run);
        }
    }

    /// <summary>Writes everything until background work has ended, and its failure.</summary>
    private protected void Finish(BackgroundRun run, object? target = null)
    {
        try
        {
            run.Finish(this, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // Reached on success, Ctrl+C, an error downstream and Select-Object -First alike.
            run.Cancel();
            Settle(run.Work);
        }

        if (run.Work.IsFaulted || run.Work.IsCanceled)
        {
            ThrowTerminatingError(ErrorMapper.From(Failure(run.Work), target));
        }
    }

    /// <summary>Gives requests that are under way a moment to end, when nobody takes their output any more.</summary>
    private protected static void Abandon(BackgroundRun run, Task sends)
    {
        Settle(sends);
        run.Cancel();
        Settle(run.Work);
        run.Dispose();
    }

    /// <summary>Ends the call with an error.</summary>
    private protected void Fail(ElementException failure, object? target = null) => ThrowTerminatingError(ErrorMapper.From(failure, target));

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C arrived while the pipeline was being torn down.
        }
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    private static Exception Failure(Task producer)
    {
        // Nobody stopped, so a cancelled task is a timeout; taking it for the end would pass off half a table as whole.
        return producer.Exception?.GetBaseException() ?? ErrorCatalog.RequestTimeout.With("The instance", "the time allowed", "the request was cancelled");
    }

    private static void Settle(Task producer)
    {
#pragma warning disable RS0030 // Pipeline/ is the one place that may wait.
        try
        {
            producer.Wait(s_stopGrace);
        }
        catch (AggregateException)
        {
            // Read again by the caller, or overtaken by the reason for leaving.
        }
#pragma warning restore RS0030
    }
}

using System.Management.Automation;
using ServiceNowElement.Model;
using ServiceNowElement.Output;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>
/// The base of cmdlets that write records. The first record is written alone, so that a mistake common to all shows before more is
/// sent; those that follow are written in lanes and batches. With <c>-ErrorAction Stop</c> they are written one after the other,
/// because then nothing may be written after the first failure.
/// </summary>
public abstract class WriteCmdlet : SessionCmdlet
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private WriteQueue? _queue;
    private BackgroundRun? _run;
    private CESession? _session;
    private bool _first = true;

    /// <summary>Gets a value indicating whether written records are returned.</summary>
    private protected abstract bool Returns { get; }

    /// <summary>Writes a record now or soon.</summary>
    private protected void Write(CESession session, object? target, Func<CallContext, Task<RecordWrite>> prepare)
    {
        if (_first || OneByOne() || !ReferenceEquals(session, _session))
        {
            EndQueue();
            _first = false;
            _session = session;
            WriteAlone(session, target, prepare);
            return;
        }

        if (_queue == null)
        {
            var queue = new WriteQueue(session.Element, Shape);
            _queue = queue;
            _run = Start((pipeline, call) => queue.RunAsync(pipeline, call));
        }

        _queue.Add(new WriteItem(target, prepare));
        do
        {
            Pump(_run!, _queue.Open >= WriteQueue.Window ? s_look : TimeSpan.Zero);
        }
        while (_queue.Open >= WriteQueue.Window);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => EndQueue();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _queue != null)
        {
            // The pipeline was left early: what is under way is finished, what was not sent is not sent.
            _queue.Close(dropPending: true);
            Abandon(_run!, _queue.Sent);
            _queue.Dispose();
            _queue = null;
        }

        base.Dispose(disposing);
    }

    private bool OneByOne() =>
        (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? bound) ? bound : GetVariableValue("ErrorActionPreference")) is { } action
        && string.Equals(action.ToString(), nameof(ActionPreference.Stop), StringComparison.OrdinalIgnoreCase);

    private void WriteAlone(CESession session, object? target, Func<CallContext, Task<RecordWrite>> prepare) => RunAsync(target, async (pipeline, call) =>
    {
        var item = new WriteItem(target, prepare);
        var objects = new List<object>();
        try
        {
            RecordWrite write = await prepare(call).ConfigureAwait(false);
            WriteOutcome? outcome = null;
            await session.Element.WriteAsync([write], (_, done) => outcome = done, call).ConfigureAwait(false);
            if (outcome!.Error != null)
            {
                throw outcome.Error;
            }

            Shape(item, outcome, objects);
            if (objects.Count > 0)
            {
                await pipeline.WriteAsync(objects, call.Token).ConfigureAwait(false);
            }
        }
        catch (ServiceNowElement.Errors.ElementException failure) when (!failure.EndsCall)
        {
            pipeline.Error(Errors.ErrorMapper.From(failure, target));
        }
    });

    private void Shape(WriteItem item, WriteOutcome outcome, List<object> objects)
    {
        if (Returns && outcome.Result != null)
        {
            objects.Add(RecordShaper.ToObject(outcome.Result.Record));
        }
    }

    private void EndQueue()
    {
        if (_queue == null)
        {
            return;
        }

        _queue.Close(dropPending: false);
        Finish(_run!);
        _run!.Dispose();
        _queue.Dispose();
        _queue = null;
        _run = null;
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Pipeline;

/// <summary>
/// Writes records in lanes while the pipeline goes on delivering them: whatever waits when a lane becomes free travels together.
/// Outcomes are handed over in the order of the input.
/// </summary>
internal sealed class WriteQueue(IElement element, Action<WriteItem, WriteOutcome, List<object>> shape) : IDisposable
{
    internal const int Window = 400;
    private const int Workers = 8;
    private const int Group = 50;
    private readonly Queue<WriteItem> _pending = new();
    private readonly Queue<WriteItem> _ordered = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _results = new(0);
    private readonly TaskCompletionSource<bool> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;
    private int _workers = Workers;
    private int _open;
    private ElementException? _fatal;

    /// <summary>Gets how many records have no reported outcome yet.</summary>
    internal int Open => Volatile.Read(ref _open);

    /// <summary>Gets a task that ends when nothing is under way any more, whether or not somebody takes the outcomes.</summary>
    internal Task Sent => _sent.Task;

    internal void Add(WriteItem item)
    {
        lock (_pending)
        {
            if (_closed)
            {
                // A failure that concerns all records has ended the writing; the pipeline thread is about to hear of it.
                return;
            }

            _pending.Enqueue(item);
            _ordered.Enqueue(item);
            _open++;
        }

        _work.Release();
        _results.Release();
    }

    /// <summary>No more records follow.</summary>
    /// <param name="dropPending">Whether records that were not sent yet are given up.</param>
    internal void Close(bool dropPending)
    {
        lock (_pending)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            if (dropPending)
            {
                foreach (WriteItem item in _pending)
                {
                    item.Outcome.TrySetCanceled();
                }

                _pending.Clear();
            }
        }

        _work.Release(Workers);
        _results.Release();
    }

    /// <summary>Runs until the queue is closed and empty.</summary>
    internal async Task RunAsync(IPipelineWriter pipeline, CallContext call)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        CallContext inner = call.With(stop.Token);
        var tasks = Enumerable.Range(0, Workers).Select(_ => WorkAsync(inner)).ToList();
        tasks.Add(EmitAsync(pipeline, inner));
        try
        {
            await Failed(tasks).ConfigureAwait(false);
        }
        catch
        {
            stop.Cancel();
            throw;
        }

        if (_fatal != null)
        {
            throw _fatal;
        }
    }

    public void Dispose()
    {
        _work.Dispose();
        _results.Dispose();
    }

    /// <summary>Ends with the first failure, or when all have ended.</summary>
    private static async Task Failed(List<Task> tasks)
    {
        var left = new List<Task>(tasks);
        while (left.Count > 0)
        {
            Task done = await Task.WhenAny(left).ConfigureAwait(false);
            left.Remove(done);
            await done.ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(CallContext call)
    {
        try
        {
            await LoopAsync(call).ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Decrement(ref _workers) == 0)
            {
                _sent.TrySetResult(true);
            }
        }
    }

    private async Task LoopAsync(CallContext call)
    {
        while (true)
        {
            await _work.WaitAsync(call.Token).ConfigureAwait(false);
            List<WriteItem> group = Take(out bool over);
            if (group.Count > 0)
            {
                await SendAsync(group, call).ConfigureAwait(false);
            }
            else if (over)
            {
                return;
            }
        }
    }

    private List<WriteItem> Take(out bool over)
    {
        var group = new List<WriteItem>();
        lock (_pending)
        {
            // A fair share each, so that no lane is left without work at the end.
            int share = Math.Min(Group, Math.Max(1, (_pending.Count + Workers - 1) / Workers));
            while (group.Count < share && _pending.Count > 0)
            {
                group.Add(_pending.Dequeue());
            }

            over = _closed && _pending.Count == 0;
        }

        return group;
    }

    private async Task SendAsync(List<WriteItem> group, CallContext call)
    {
        var items = new List<WriteItem>();
        var writes = new List<RecordWrite>();
        foreach (WriteItem item in group)
        {
            try
            {
                writes.Add(await item.Prepare(call).ConfigureAwait(false));
                items.Add(item);
            }
            catch (ElementException failure) when (!failure.EndsCall)
            {
                item.Outcome.TrySetResult(new WriteOutcome(null, failure));
            }
            catch (ElementException failure)
            {
                End(failure, group);
                return;
            }
        }

        if (writes.Count > 0)
        {
            try
            {
                await element.WriteAsync(writes, (index, outcome) => items[index].Outcome.TrySetResult(outcome), call).ConfigureAwait(false);
            }
            catch (ElementException failure)
            {
                End(failure, items);
            }
        }
    }

    /// <summary>A failure that concerns all records: no other is begun, but what was written is still reported.</summary>
    private void End(ElementException failure, List<WriteItem> unsent)
    {
        _fatal ??= failure;
        unsent.ForEach(item => item.Outcome.TrySetCanceled());
        Close(dropPending: true);
    }

    private async Task EmitAsync(IPipelineWriter pipeline, CallContext call)
    {
        while (true)
        {
            await _results.WaitAsync(call.Token).ConfigureAwait(false);
            WriteItem? item;
            lock (_pending)
            {
                item = _ordered.Count > 0 ? _ordered.Dequeue() : null;
                if (item == null && _closed)
                {
                    return;
                }
            }

            if (item == null)
            {
                continue;
            }

            using (call.Token.Register(() => item.Outcome.TrySetCanceled()))
            {
                WriteOutcome outcome;
                try
                {
                    outcome = await item.Outcome.Task.ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!call.Token.IsCancellationRequested)
                {
                    // Not sent, because of what the call ends with.
                    Interlocked.Decrement(ref _open);
                    continue;
                }

                var objects = new List<object>();
                shape(item, outcome, objects);
                if (outcome.Error != null)
                {
                    pipeline.Error(Errors.ErrorMapper.From(outcome.Error, item.Target));
                }
                else if (objects.Count > 0)
                {
                    await pipeline.WriteAsync(objects, call.Token).ConfigureAwait(false);
                }
            }

            Interlocked.Decrement(ref _open);
        }
    }
}

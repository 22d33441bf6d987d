using ServiceNowElement.Model;

namespace ServiceNowElement.Pipeline;

/// <summary>A record on its way to the instance, with the place its outcome is waited for at.</summary>
internal sealed class WriteItem(object? target, Func<CallContext, Task<RecordWrite>> prepare)
{
    /// <summary>Gets what an error points at.</summary>
    internal object? Target { get; } = target;

    /// <summary>Gets what makes the write: it may have to find the sys_id first.</summary>
    internal Func<CallContext, Task<RecordWrite>> Prepare { get; } = prepare;

    internal TaskCompletionSource<WriteOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Diagnostics;
using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Reports how far a file is, once its transfer takes longer than a moment.</summary>
internal sealed class TransferMeter(string activity, long? total, CallContext call)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(2);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _done;

    /// <summary>A transfer begins again.</summary>
    internal void Restart() => _done = 0;

    internal void Add(int bytes)
    {
        _done += bytes;
        if (_watch.Elapsed > s_moment)
        {
            call.Diagnostics.Progress(new ProgressUpdate(activity, _done, total) { IsBytes = true });
        }
    }
}

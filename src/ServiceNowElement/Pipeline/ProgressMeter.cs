using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.Pipeline;

/// <summary>Thins progress out to four records a second (style §5.1) and knows whether a bar has to be taken down.</summary>
internal sealed class ProgressMeter(int activityId)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);
    private readonly object _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = s_interval;
    private string? _shown;

    /// <summary>Makes a record when it is time for one.</summary>
    internal ProgressRecord? Next(ProgressUpdate update)
    {
        lock (_gate)
        {
            TimeSpan now = _watch.Elapsed;
            if (now < _next)
            {
                return null;
            }

            _next = now + s_interval;
            _shown = update.Activity;
            string done = Amount(update, update.Done);
            string rate = Amount(update, (long)(update.Done / Math.Max(0.001, now.TotalSeconds)));
            string unit = update.IsBytes ? "MB" : "records";
            if (update.Total is not > 0)
            {
                return new ProgressRecord(activityId, update.Activity, $"{done} {unit}, {rate} per second");
            }

            var record = new ProgressRecord(activityId, update.Activity, $"{done} of {Amount(update, update.Total.Value)} {unit}, {rate} per second")
            {
                PercentComplete = (int)Math.Min(100, update.Done * 100 / update.Total.Value),
            };

            // A forecast from the first second would jump about.
            if (now > TimeSpan.FromSeconds(2) && update.Done > 0)
            {
                record.SecondsRemaining = (int)(now.TotalSeconds * (update.Total.Value - update.Done) / update.Done);
            }

            return record;
        }
    }

    /// <summary>Makes the record that takes the bar down, when one was shown.</summary>
    internal ProgressRecord? End()
    {
        lock (_gate)
        {
            return _shown == null ? null : new ProgressRecord(activityId, _shown, "Done") { RecordType = ProgressRecordType.Completed, PercentComplete = 100 };
        }
    }

    private static string Amount(ProgressUpdate update, long amount) =>
        update.IsBytes ? (amount / 1048576.0).ToString("N1", CultureInfo.CurrentCulture) : amount.ToString("N0", CultureInfo.CurrentCulture);
}

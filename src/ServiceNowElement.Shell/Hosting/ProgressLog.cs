using System.Management.Automation;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Progress in a log: a line now and then while an activity runs, and one when it is done.</summary>
internal sealed class ProgressLog(Terminal terminal, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Activity> _open = [];

    public void Show(ProgressRecord record)
    {
        lock (_gate)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                if (_open.Remove(record.ActivityId, out Activity? done))
                {
                    Write(done.Text);
                }

                return;
            }

            if (!_open.TryGetValue(record.ActivityId, out Activity? activity))
            {
                // The first line waits for the interval too: a short activity is one line in the log, not two.
                _open[record.ActivityId] = activity = new Activity { Written = time.GetTimestamp() };
            }

            activity.Text = ProgressText.Format(record);
            if (time.GetElapsedTime(activity.Written) >= s_interval)
            {
                Write(activity.Text);
                activity.Written = time.GetTimestamp();
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _open.Clear();
        }
    }

    private void Write(string text) => terminal.WriteMessage(string.Empty, text);

    private sealed class Activity
    {
        internal string Text { get; set; } = string.Empty;

        internal long Written { get; set; }
    }
}

using System.Management.Automation;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Progress on a terminal: one line, rewritten in place, gone when the activity is.</summary>
internal sealed class ProgressLine(Terminal terminal, TimeProvider time) : IProgressView
{
    // Drawing costs more than the work it reports when every record is drawn.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly HashSet<int> _open = [];
    private long? _drawn;

    public void Show(ProgressRecord record)
    {
        lock (_gate)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                _open.Remove(record.ActivityId);
                if (_open.Count == 0)
                {
                    terminal.HideStatus();
                    _drawn = null;
                }

                return;
            }

            _open.Add(record.ActivityId);
            if (_drawn is not { } drawn || time.GetElapsedTime(drawn) >= s_interval)
            {
                terminal.ShowStatus(ProgressText.Format(record));
                _drawn = time.GetTimestamp();
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _open.Clear();
            _drawn = null;
            terminal.HideStatus();
        }
    }
}

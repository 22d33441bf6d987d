using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// A range of sys_ids that one lane reads from below. Its upper part may be given to another lane while it is read: then rows
/// beyond the new border are dropped by the first lane, because the other one reads them. What was delivered is kept apart from what
/// was read: only after that may another read go on.
/// </summary>
internal sealed class KeyRange(string? from, string? after, string? below, long estimate)
{
    private readonly object _gate = new();
    private string? _after = after;
    private string? _delivered = after;
    private string? _below = below;
    private long _remaining = estimate;

    internal long Remaining
    {
        get
        {
            lock (_gate)
            {
                return _remaining;
            }
        }
    }

    internal string? Cursor
    {
        get
        {
            lock (_gate)
            {
                return _after ?? from;
            }
        }
    }

    /// <summary>Gets what of the range was not delivered yet.</summary>
    internal ResumeRange Unread
    {
        get
        {
            lock (_gate)
            {
                return new ResumeRange(from, _delivered, _below, _remaining);
            }
        }
    }

    /// <summary>Notes that all rows up to this one were taken by the caller.</summary>
    internal void Delivered(string sysId)
    {
        lock (_gate)
        {
            _delivered = sysId;
        }
    }

    internal PageRequest Page(int limit, bool count, long offset = 0)
    {
        lock (_gate)
        {
            return new PageRequest { After = _after, From = from, Below = _below, Limit = limit, GoesOn = true, Count = count, Offset = offset };
        }
    }

    /// <summary>Moves the cursor past a page.</summary>
    /// <returns>The rows that still belong to this range, and whether its end was passed.</returns>
    internal (IReadOnlyList<Record> Rows, bool Passed) Accept(List<Record> rows)
    {
        lock (_gate)
        {
            int keep = rows.Count;
            while (keep > 0 && _below != null && SysIdOrder.Compare(rows[keep - 1].SysId, _below) >= 0)
            {
                keep--;
            }

            if (keep > 0)
            {
                _after = rows[keep - 1].SysId;
            }

            _remaining = Math.Max(0, _remaining - keep);
            return keep == rows.Count ? (rows, false) : (rows.GetRange(0, keep), true);
        }
    }

    /// <summary>Gives everything from the borders on to new ranges.</summary>
    /// <returns>The new ranges; none when the cursor has passed the borders already.</returns>
    internal List<KeyRange> Split(IEnumerable<string> borders, int parts)
    {
        lock (_gate)
        {
            string? cursor = _after ?? from;
            List<string> usable = borders
                .Where(border => (cursor == null || SysIdOrder.Compare(border, cursor) > 0) && (_below == null || SysIdOrder.Compare(border, _below) < 0))
                .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(border => border.ToLowerInvariant(), StringComparer.Ordinal).ToList();
            var ranges = new List<KeyRange>();
            long share = _remaining / parts;
            for (int i = 0; i < usable.Count; i++)
            {
                ranges.Add(new KeyRange(usable[i], null, i + 1 < usable.Count ? usable[i + 1] : _below, share));
            }

            if (usable.Count > 0)
            {
                _below = usable[0];
                _remaining = Math.Max(0, _remaining - (share * ranges.Count));
            }

            return ranges;
        }
    }
}

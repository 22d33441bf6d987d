using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>The page size all lanes share: halved on quota and damage, grown by a quarter after ten good pages, up to the 2,000 rows that are known to work everywhere (contract servicenow-rest §6.6 A6, §2.3).</summary>
internal sealed class PageSizer(int start = 1000, int largest = 2000)
{
    internal const int Smallest = 10;
    private const int GoodPagesPerStep = 10;
    private const long LargestBytes = 5 * 1024 * 1024;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(36);

    private readonly object _gate = new();
    private int _size = start;
    private int _proven = start;
    private int _largest = largest;
    private int _good;

    internal int Size
    {
        get
        {
            lock (_gate)
            {
                return _size;
            }
        }
    }

    internal int Halve(int failed)
    {
        lock (_gate)
        {
            _good = 0;
            _size = Math.Max(Smallest, Math.Min(_size, failed / 2));
            return _size;
        }
    }

    /// <summary>Goes back to the size that was given up for one row.</summary>
    internal void Restore()
    {
        lock (_gate)
        {
            _good = 0;
            _size = Math.Min(_largest, Math.Max(_size, _proven));
        }
    }

    /// <summary>Keeps to a size that the far side has shown to be its largest.</summary>
    internal void Lower(int most)
    {
        lock (_gate)
        {
            _largest = Math.Max(1, Math.Min(_largest, most));
            _size = Math.Min(_size, _largest);
        }
    }

    internal void Accept(int limit, long bytes, TimeSpan took)
    {
        lock (_gate)
        {
            if (bytes > LargestBytes || took > s_longest)
            {
                _good = 0;
                _size = Math.Max(Smallest, Math.Min(_size, limit / 2));
                _proven = _size;
            }
            else if (limit >= _size && ++_good >= GoodPagesPerStep)
            {
                _good = 0;

                // Growing must not lead straight past the limits that were just kept.
                bool roomy = bytes < LargestBytes * 0.8 && took < TimeSpan.FromSeconds(s_longest.TotalSeconds * 0.8);
                _size = roomy ? Math.Min(_largest, _size + (_size / 4)) : _size;
                _proven = Math.Max(_proven, _size);
            }
        }
    }
}

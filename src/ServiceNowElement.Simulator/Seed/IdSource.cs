using System.Globalization;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>Makes sys_ids by the bursty pattern of contract servicenow-rest §2.5: runs of neighbours that share most digits.</summary>
internal sealed class IdSource(int seed)
{
    private readonly Random _random = new(seed);
    private ulong _high;
    private ulong _low;
    private int _left;

    internal string Next()
    {
        lock (_random)
        {
            if (_left-- <= 0)
            {
#pragma warning disable CA5394 // Made-up data must repeat with its seed.
                _high = (ulong)_random.NextInt64();
                _low = (ulong)_random.NextInt64();
                _left = _random.Next(20, 200);

                // Two fifths of all bursts begin with the same digit: ids are not evenly spread.
                _high = _random.Next(5) < 2 ? (_high & 0x0FFFFFFFFFFFFFFF) | 0xA000000000000000 : (_high << 1) | (uint)_random.Next(2);
#pragma warning restore CA5394
            }

            _low += 0x10001;
            return _high.ToString("x16", CultureInfo.InvariantCulture) + _low.ToString("x16", CultureInfo.InvariantCulture);
        }
    }
}

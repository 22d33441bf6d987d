namespace ServiceNowElement.Simulator.Store;

/// <summary>The jobs of a node that transform rows: about two, whatever the number of callers (contract servicenow-rest §4.3, §8.3).</summary>
internal sealed class Workers(int count)
{
    private readonly DateTime[] _free = new DateTime[count];
    private readonly Dictionary<string, DateTime> _ends = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a piece of work to the worker that is free first.</summary>
    /// <returns>When it will be done.</returns>
    internal DateTime Take(DateTime earliest, double milliseconds)
    {
        int first = Array.IndexOf(_free, _free.Min());
        _free[first] = (_free[first] > earliest ? _free[first] : earliest).AddMilliseconds(milliseconds);
        return _free[first];
    }

    internal void Ends(string set, DateTime time) => _ends[set] = time;

    internal DateTime? End(string set) => _ends.TryGetValue(set, out DateTime time) ? time : null;
}

namespace ServiceNowElement.Simulator.Queries;

/// <summary>An encoded query: groups (joined by ^NQ) of clauses (joined by ^) of conditions (joined by ^OR), and the order.</summary>
internal sealed class ParsedQuery
{
    internal List<List<List<Condition>>> Groups { get; } = [];

    internal List<(string Field, bool Descending)> Order { get; } = [];

    /// <summary>Gets the names and terms that were dropped because nothing is known of them (contract §3.4).</summary>
    internal List<string> Dropped { get; } = [];
}

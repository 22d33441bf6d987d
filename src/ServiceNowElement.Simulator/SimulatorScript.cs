namespace ServiceNowElement.Simulator;

/// <summary>Changes that other users make while a client reads: after every n-th list of a table, one of the actions on a random row.</summary>
public sealed class SimulatorScript
{
    /// <summary>Gets the table.</summary>
    public string Table { get; init; } = "incident";

    /// <summary>Gets the actions to choose from: <c>insert</c>, <c>update</c>, <c>delete</c>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = ["insert", "update", "delete"];

    /// <summary>Gets after how many lists one action happens.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Gets how many actions happen each time.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Gets the seed of the choices.</summary>
    public int Seed { get; init; } = 1;
}

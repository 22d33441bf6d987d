namespace ServiceNowElement.Simulator.Store;

/// <summary>One row: texts in the order of its table's columns. Never null.</summary>
internal sealed class SimRow(SimTable table, string[] values)
{
    internal SimTable Table { get; } = table;

    internal string Id => values[0];

    internal string this[int index]
    {
        get => values[index];
        set => values[index] = value;
    }

    internal string Get(string column) => Table.IndexOf(column) is var index && index >= 0 ? values[index] : string.Empty;

    internal void Set(string column, string value)
    {
        int index = Table.IndexOf(column);
        if (index >= 0)
        {
            values[index] = value;
        }
    }

    internal SimRow Copy() => new(Table, (string[])values.Clone());
}

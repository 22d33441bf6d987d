namespace ServiceNowElement.Simulator.Store;

/// <summary>One table with its own rows in the order of their sys_ids; rows of extending tables are reached through <see cref="Children"/>.</summary>
internal sealed class SimTable
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _labels = new(StringComparer.Ordinal);
    private readonly List<SimRow> _rows = [];

    internal SimTable(string name, string label, SimTable? parent, IEnumerable<SimColumn> own)
    {
        Name = name;
        Label = label;
        Parent = parent;
        Own = [.. own];
        Columns = [.. parent?.Columns ?? [], .. Own];
        for (int i = 0; i < Columns.Count; i++)
        {
            _index[Columns[i].Name] = i;
        }

        parent?.Children.Add(this);
    }

    internal string Name { get; }

    internal string Label { get; }

    internal SimTable? Parent { get; }

    internal List<SimTable> Children { get; } = [];

    internal IReadOnlyList<SimColumn> Own { get; }

    internal IReadOnlyList<SimColumn> Columns { get; }

    internal List<SimRow> Rows => _rows;

    internal string? DisplayColumn => Columns.FirstOrDefault(column => column.Display)?.Name;

    internal string? Prefix { get; init; }

    internal int NextNumber { get; set; } = 10001;

    /// <summary>Gets the transform maps of a staging table, in their order.</summary>
    internal IReadOnlyList<SimulatorTransformMap> Maps { get; init; } = [];

    internal bool IsStaging => Parent?.Name == "sys_import_set_row";

    internal int IndexOf(string column) => _index.TryGetValue(column, out int index) ? index : -1;

    internal SimColumn? Find(string column) => IndexOf(column) is var index && index >= 0 ? Columns[index] : null;

    internal void SetLabels(string column, IEnumerable<(string Value, string Label)> choices) =>
        _labels[column] = choices.ToDictionary(choice => choice.Value, choice => choice.Label, StringComparer.Ordinal);

    /// <summary>Choices are looked up on the table first, then on its parents (contract §4.6).</summary>
    internal IReadOnlyDictionary<string, string>? Labels(string column)
    {
        for (SimTable? table = this; table != null; table = table.Parent)
        {
            if (table._labels.TryGetValue(column, out Dictionary<string, string>? labels))
            {
                return labels;
            }
        }

        return null;
    }

    internal IEnumerable<KeyValuePair<string, Dictionary<string, string>>> OwnLabels => _labels;

    /// <summary>This table and all that extend it.</summary>
    internal IEnumerable<SimTable> Family() => Children.SelectMany(child => child.Family()).Prepend(this);

    internal void Load(List<SimRow> rows)
    {
        rows.Sort((left, right) => Compare(left.Id, right.Id));
        _rows.AddRange(rows);
    }

    internal void Insert(SimRow row) => _rows.Insert(Seek(row.Id), row);

    internal void Remove(SimRow row) => _rows.RemoveAt(Seek(row.Id));

    internal SimRow? Get(string id)
    {
        int at = Seek(id);
        return at < _rows.Count && Compare(_rows[at].Id, id) == 0 ? _rows[at] : null;
    }

    /// <summary>The position of the first row whose sys_id is not below the given one.</summary>
    internal int Seek(string id)
    {
        int low = 0;
        int high = _rows.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Compare(_rows[middle].Id, id) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // The usual database compares without case (contract §2.5).
    internal static int Compare(string left, string right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
}

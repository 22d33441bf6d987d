using System.Globalization;

namespace ServiceNowElement.Simulator.Store;

/// <summary>All tables, the clock and the numbers. One lock: writes exclude everything, reads run together.</summary>
internal sealed class Database
{
    private volatile Dictionary<string, SimTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimRow> _references = new(StringComparer.OrdinalIgnoreCase);
    private long _clockTicks;

    internal ReaderWriterLockSlim Gate { get; } = new();

    internal AttachmentStore Attachments { get; } = new();

    internal IEnumerable<SimTable> Tables => _tables.Values;

    internal DateTime Now => DateTime.UtcNow.AddTicks(Interlocked.Read(ref _clockTicks));

    internal string Stamp => Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal void Advance(TimeSpan time) => Interlocked.Add(ref _clockTicks, time.Ticks);

    /// <summary>Gets what is still to be done by the clock.</summary>
    internal Agenda Agenda { get; } = new();

    /// <summary>Gets the jobs that transform staging rows.</summary>
    internal Workers Transformers { get; } = new(2);

    /// <summary>Gets what the transform maps did, by the sys_id of the staging row.</summary>
    internal Dictionary<string, IReadOnlyList<ImportResult>> ImportResults { get; } = new(StringComparer.OrdinalIgnoreCase);

    // A table may come while others are looked up without the lock.
    internal void Add(SimTable table) => _tables = new Dictionary<string, SimTable>(_tables, StringComparer.Ordinal) { { table.Name, table } };

    internal SimTable? Find(string table) => _tables.GetValueOrDefault(table);

    internal SimTable this[string table] => _tables[table];

    internal static SimRow? Get(SimTable table, string id) => table.Family().Select(member => member.Get(id)).FirstOrDefault(row => row != null);

    /// <summary>What the user interface shows for a reference; the id itself when the row is gone.</summary>
    internal string Display(string table, string id)
    {
        SimRow? row = Referenced(table, id);
        return row?.Table.DisplayColumn is { } column ? row.Get(column) : id;
    }

    internal SimRow? Referenced(string table, string id)
    {
        if (id.Length == 0)
        {
            return null;
        }

        lock (_references)
        {
            if (_references.TryGetValue(table + "/" + id, out SimRow? known))
            {
                return known;
            }
        }

        // Metadata tables are referenced by name instead of id (contract §2.4).
        SimRow? row = Find(table) is { } target ? Get(target, id) ?? (table == "sys_db_object" ? target.Rows.FirstOrDefault(candidate => candidate.Get("name") == id) : null) : null;
        if (row != null)
        {
            lock (_references)
            {
                _references[table + "/" + id] = row;
            }
        }

        return row;
    }

    internal int Version { get; private set; }

    private readonly Dictionary<string, (int Version, List<SimRow> Rows)> _families = new(StringComparer.Ordinal);

    /// <summary>The rows of a table and all that extend it, in the order of their sys_ids.</summary>
    internal List<SimRow> FamilyRows(SimTable table)
    {
        if (table.Children.Count == 0)
        {
            return table.Rows;
        }

        lock (_families)
        {
            if (!_families.TryGetValue(table.Name, out (int Version, List<SimRow> Rows) known) || known.Version != Version)
            {
                known = (Version, [.. table.Family().SelectMany(member => member.Rows).OrderBy(row => row.Id, StringComparer.OrdinalIgnoreCase)]);
                _families[table.Name] = known;
            }

            return known.Rows;
        }
    }

    internal void Changed()
    {
        Version++;
        Forget();
    }

    private void Forget()
    {
        lock (_references)
        {
            _references.Clear();
        }
    }
}

using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>What is worth telling about the rows of a read: damaged texts, doubled columns, columns that never came (contract servicenow-rest §7.1, EC63).</summary>
internal sealed class ReadNotes(RecordLayout layout, InvalidText invalidText)
{
    private const int Examples = 5;
    private const int MostPoison = 100;
    private readonly object _gate = new();
    private readonly bool[] _seen = new bool[layout.Columns.Count];
    private readonly SortedSet<string> _doubled = new(StringComparer.Ordinal);
    private readonly List<string> _damaged = [];
    private readonly List<string> _poison = [];
    private int _damagedCount;
    private int _poisonCount;
    private bool _any;

    /// <summary>Looks at a page that was accepted.</summary>
    internal void Add(IReadOnlyList<Record> rows, IReadOnlyCollection<string> doubled)
    {
        lock (_gate)
        {
            _any |= rows.Count > 0;
            _doubled.UnionWith(doubled);
            foreach (Record row in rows)
            {
                for (int i = 0; i < _seen.Length; i++)
                {
                    FieldValue value = row[i];
                    _seen[i] |= !value.IsAbsent;
                    if (IsDamaged(value.Value) || (!ReferenceEquals(value.Value, value.Display) && IsDamaged(value.Display)))
                    {
                        if (invalidText == InvalidText.Fail)
                        {
                            throw Invalid(layout.Columns[i].Name, row.SysId);
                        }

                        _damagedCount++;
                        if (_damaged.Count < Examples)
                        {
                            _damaged.Add($"{layout.Columns[i].Name} of {row.SysId}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>Notes the columns that were left out of a row because the instance cannot send them.</summary>
    internal void AddPoison(string sysId, IReadOnlyCollection<string> columns)
    {
        lock (_gate)
        {
            foreach (string column in columns)
            {
                // The column may be read; it is this row that spoils it.
                _seen[layout.IndexOf(column)] = true;
                _poisonCount++;
                if (_poison.Count < MostPoison)
                {
                    _poison.Add($"{column} of {sysId}");
                }
            }
        }
    }

    /// <summary>Reports once, at the end of the read.</summary>
    internal void Report(IDiagnostics diagnostics)
    {
        lock (_gate)
        {
            if (_damagedCount > 0)
            {
                diagnostics.Warning($"{layout.Instance}: {_damagedCount} values of {layout.Object} hold characters that are not valid text; they are shown as {CleanReader.Replacement}: {string.Join(", ", _damaged)}{(_damagedCount > Examples ? ", …" : string.Empty)}.");
            }

            if (_poisonCount > 0)
            {
                diagnostics.Warning($"{layout.Instance}: {_poisonCount} values of {layout.Object} cannot be read, because every answer with them fails; they are absent in their records: {string.Join(", ", _poison)}{(_poisonCount > _poison.Count ? ", …" : string.Empty)}. Absent is not empty.");
            }

            if (_doubled.Count > 0)
            {
                diagnostics.Warning($"{layout.Instance}: rows of {layout.Object} name a column twice; the last value is used: {string.Join(", ", _doubled)}.");
            }

            // A dot-walk through an empty reference may be left out (contract §2.4), so only own columns tell of missing rights.
            List<string> absent = layout.Columns.Where((column, i) => !_seen[i] && !column.Name.Contains('.')).Select(column => column.Name).ToList();
            if (_any && absent.Count > 0)
            {
                diagnostics.Warning($"{layout.Instance}: no record of {layout.Object} came with {string.Join(", ", absent)}: this user may not read {(absent.Count == 1 ? "it" : "them")}. Absent is not empty.");
            }
        }
    }

    private static bool IsDamaged(string? text) => text != null && text.IndexOf(CleanReader.Replacement) >= 0;

    private ElementException Invalid(string column, string sysId) => new(ErrorCatalog.InvalidText, ErrorCatalog.InvalidText.Text(layout.Instance, column, $"{layout.Object}/{sysId}"))
    {
        Instance = layout.Instance,
        Object = layout.Object,
        Key = sysId,
    };
}

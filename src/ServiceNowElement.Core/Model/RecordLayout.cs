namespace ServiceNowElement.Model;

/// <summary>The columns shared by all records of one result, so that a record is only an array of values.</summary>
public sealed class RecordLayout
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Initializes a new instance of the <see cref="RecordLayout"/> class.</summary>
    /// <param name="objectName">The table the records were read from.</param>
    /// <param name="instance">The name of the instance they belong to.</param>
    /// <param name="mode">The form of the values.</param>
    /// <param name="columns">The columns in their order.</param>
    public RecordLayout(string objectName, string instance, ValueMode mode, IReadOnlyList<RecordColumn> columns)
    {
        Object = objectName;
        Instance = instance;
        Mode = mode;
        Columns = columns ?? throw new ArgumentNullException(nameof(columns));
        _index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            _index[columns[i].Name] = i;
        }

        SysIdIndex = IndexOf("sys_id");
    }

    /// <summary>Gets the table the records were read from, or the defined object.</summary>
    public string Object { get; }

    /// <summary>Gets the name of the instance the records belong to (its host).</summary>
    public string Instance { get; }

    /// <summary>Gets the form of the values.</summary>
    public ValueMode Mode { get; }

    /// <summary>Gets the columns in their order.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; }

    /// <summary>Gets a value indicating whether a transformation gave the columns their names: then <see cref="Object"/> is a defined object, not the table.</summary>
    public bool IsTransformed { get; init; }

    /// <summary>Gets the column that holds the 32-character identifier: <c>sys_id</c>, or the name a transformation gave it; null when it does not show.</summary>
    public string? IdColumn => SysIdIndex >= 0 && SysIdIndex < Columns.Count ? Columns[SysIdIndex].Name : null;

    // May lie behind the last column: then records carry the identifier and do not show it.
    internal int SysIdIndex { get; init; }

    /// <summary>Returns the position of a column.</summary>
    /// <param name="name">The exact column name.</param>
    /// <returns>The position, or -1.</returns>
    public int IndexOf(string name) => _index.TryGetValue(name, out int index) ? index : -1;
}

namespace ServiceNowElement.Model;

/// <summary>One record as it came over the wire: values in the order of its layout.</summary>
public sealed class Record
{
    private readonly FieldValue[] _values;

    /// <summary>Initializes a new instance of the <see cref="Record"/> class.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="values">One value per column; the array is owned by the record afterwards.</param>
    public Record(RecordLayout layout, FieldValue[] values)
    {
        Layout = layout ?? throw new ArgumentNullException(nameof(layout));
        _values = values ?? throw new ArgumentNullException(nameof(values));
    }

    /// <summary>Gets the columns.</summary>
    public RecordLayout Layout { get; }

    /// <summary>Gets the 32-character identifier, always the stored value.</summary>
    public string SysId
    {
        get
        {
            FieldValue id = Layout.SysIdIndex < 0 ? default : _values[Layout.SysIdIndex];
            return id.Value ?? id.Display ?? string.Empty;
        }
    }

    /// <summary>Returns the value at a position of the layout.</summary>
    /// <param name="index">The position.</param>
    /// <returns>The value; absent when the instance sent none.</returns>
    public FieldValue this[int index] => _values[index];

    /// <summary>Returns the value of a column.</summary>
    /// <param name="name">The exact column name.</param>
    /// <returns>The value; absent when the column is not in the layout.</returns>
    public FieldValue this[string name]
    {
        get
        {
            int index = Layout.IndexOf(name);
            return index < 0 ? default : _values[index];
        }
    }
}

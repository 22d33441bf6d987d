namespace ServiceNowElement.Model;

/// <summary>One write of several that travel together.</summary>
public sealed class RecordWrite
{
    private RecordWrite(RecordWriteKind kind, string objectName, string? sysId, IReadOnlyDictionary<string, object?> values)
    {
        Kind = kind;
        Object = objectName ?? throw new ArgumentNullException(nameof(objectName));
        SysId = sysId;
        Values = values ?? throw new ArgumentNullException(nameof(values));
    }

    /// <summary>Gets what is to be done.</summary>
    public RecordWriteKind Kind { get; }

    /// <summary>Gets the table name or one of the element's own names.</summary>
    public string Object { get; }

    /// <summary>Gets the record's sys_id; null for a create.</summary>
    public string? SysId { get; }

    /// <summary>Gets the columns with their values; empty for a delete.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>
    /// Gets a value indicating whether names and values go out as they are: nothing is checked against the schema and no label becomes a
    /// value (contract cloud-elements-api §7.4, D19). The instance drops what it does not know.
    /// </summary>
    public bool IsVerbatim { get; private init; }

    /// <summary>A create.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="values">Its columns.</param>
    /// <returns>The write.</returns>
    public static RecordWrite Create(string objectName, IReadOnlyDictionary<string, object?> values) => new(RecordWriteKind.Create, objectName, null, values);

    /// <summary>A change of some columns.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="sysId">The record.</param>
    /// <param name="values">The columns to change.</param>
    /// <returns>The write.</returns>
    public static RecordWrite Update(string objectName, string sysId, IReadOnlyDictionary<string, object?> values) => new(RecordWriteKind.Update, objectName, sysId, values);

    /// <summary>The same write with names and values sent as they are.</summary>
    /// <returns>The new write.</returns>
    public RecordWrite Verbatim() => new(Kind, Object, SysId, Values) { IsVerbatim = true };

    /// <summary>A deletion.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="sysId">The record.</param>
    /// <returns>The write.</returns>
    public static RecordWrite Delete(string objectName, string sysId) => new(RecordWriteKind.Delete, objectName, sysId, new Dictionary<string, object?>());
}

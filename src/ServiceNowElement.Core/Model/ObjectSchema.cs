namespace ServiceNowElement.Model;

/// <summary>An object (table) with all its columns, inherited ones included (contract servicenow-rest §4.6).</summary>
public sealed class ObjectSchema
{
    private readonly Dictionary<string, FieldSchema> _byName;

    /// <summary>Initializes a new instance of the <see cref="ObjectSchema"/> class.</summary>
    /// <param name="name">The table name.</param>
    /// <param name="label">What the user interface calls it.</param>
    /// <param name="ancestors">The tables it extends, nearest first.</param>
    /// <param name="fields">All columns, each name once.</param>
    public ObjectSchema(string name, string label, IReadOnlyList<string> ancestors, IReadOnlyList<FieldSchema> fields)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Label = label;
        Ancestors = ancestors;
        Fields = fields ?? throw new ArgumentNullException(nameof(fields));
        _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Gets the table name.</summary>
    public string Name { get; }

    /// <summary>Gets what the user interface calls the table.</summary>
    public string Label { get; }

    /// <summary>Gets the tables it extends, nearest first.</summary>
    public IReadOnlyList<string> Ancestors { get; }

    /// <summary>Gets all columns.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>
    /// Gets a value indicating whether the columns were inferred from a sample row because the dictionary may not be read:
    /// then a column that is not listed may still exist.
    /// </summary>
    public bool IsInferred { get; init; }

    /// <summary>Gets the column that names a record (its display value), or null when none is marked.</summary>
    public FieldSchema? DisplayField => Fields.FirstOrDefault(column => column.IsDisplay);

    /// <summary>Finds a column by name, ignoring case.</summary>
    /// <param name="name">The column name; no dot-walk.</param>
    /// <returns>The column, or null.</returns>
    public FieldSchema? Find(string name) => _byName.TryGetValue(name, out FieldSchema? field) ? field : null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

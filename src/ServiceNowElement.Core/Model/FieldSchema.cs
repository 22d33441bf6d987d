namespace ServiceNowElement.Model;

/// <summary>One column of an object, as the instance's dictionary describes it (contract servicenow-rest §4.6).</summary>
public sealed class FieldSchema
{
    /// <summary>Gets the column name, for example <c>assigned_to</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets what the user interface calls the column.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>Gets the table that defines the column: the object's own, or an ancestor.</summary>
    public string Table { get; init; } = string.Empty;

    /// <summary>Gets the instance's name of the type, for example <c>glide_date_time</c>.</summary>
    public string InternalType { get; init; } = "string";

    /// <summary>Gets how the stored text is understood.</summary>
    public FieldKind Kind { get; init; }

    /// <summary>Gets the table a reference points to, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets the longest text the column stores in characters, or null where the dictionary does not say.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Gets a value indicating whether the dictionary marks the column mandatory.</summary>
    public bool Mandatory { get; init; }

    /// <summary>Gets a value indicating whether the dictionary marks the column read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Gets a value indicating whether the column names the record, as <c>number</c> does for a task.</summary>
    public bool IsDisplay { get; init; }

    /// <summary>Gets the allowed values with their labels; empty when the column is no choice.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Gets a value indicating whether values of this column have a label of their own.</summary>
    public bool HasLabel => Choices.Count > 0 || Reference != null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

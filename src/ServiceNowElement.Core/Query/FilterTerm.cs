namespace ServiceNowElement.Query;

/// <summary>One comparison of a column with values.</summary>
public sealed class FilterTerm : FilterNode
{
    /// <summary>Initializes a new instance of the <see cref="FilterTerm"/> class.</summary>
    /// <param name="field">The column name or dot-walk, for example <c>assigned_to.user_name</c>.</param>
    /// <param name="comparison">How to compare.</param>
    /// <param name="values">
    /// None for <see cref="FilterOperator.IsEmpty"/> and its opposite, any number for <see cref="FilterOperator.In"/>, else one. Elements are
    /// string, bool, int, long, decimal, double, DateTime, DateTimeOffset, or null.
    /// </param>
    public FilterTerm(string field, FilterOperator comparison, IReadOnlyList<object?> values)
    {
        Field = field ?? throw new ArgumentNullException(nameof(field));
        Operator = comparison;
        Values = values ?? throw new ArgumentNullException(nameof(values));
    }

    /// <summary>Gets the column name or dot-walk.</summary>
    public string Field { get; }

    /// <summary>Gets how to compare.</summary>
    public FilterOperator Operator { get; }

    /// <summary>Gets the values to compare with.</summary>
    public IReadOnlyList<object?> Values { get; }
}

using ServiceNowElement.Query;

namespace ServiceNowElement.Model;

/// <summary>Which records to read, and how much of each.</summary>
public sealed record RecordQuery
{
    /// <summary>Gets the table name or one of the element's own names, for example <c>incidents</c>.</summary>
    public string Object { get; init; } = string.Empty;

    /// <summary>Gets the filter, or null for all records.</summary>
    public FilterNode? Filter { get; init; }

    /// <summary>Gets ServiceNow's own query text instead of a filter, or null. Only direct elements take it.</summary>
    public string? EncodedQuery { get; init; }

    /// <summary>Gets the columns to read; null for the object's short list, <c>*</c> for all.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Gets the order of the result; empty for the quickest order, which is no order a user should rely on.</summary>
    public IReadOnlyList<SortTerm> OrderBy { get; init; } = [];

    /// <summary>Gets the most records to return, or null for all.</summary>
    public long? First { get; init; }

    /// <summary>Gets how many records of the order to leave out first.</summary>
    public long Skip { get; init; }

    /// <summary>Gets a value indicating whether the count of the whole query is asked for even if it costs a request.</summary>
    public bool IncludeTotal { get; init; }

    /// <summary>Gets the form of the values.</summary>
    public ValueMode Mode { get; init; }

    /// <summary>Gets what happens to values that are no valid text.</summary>
    public InvalidText InvalidText { get; init; }

    /// <summary>Gets where an earlier read of the same query ended, to go on exactly after its last record; or null.</summary>
    public ResumePoint? ResumePoint { get; init; }
}

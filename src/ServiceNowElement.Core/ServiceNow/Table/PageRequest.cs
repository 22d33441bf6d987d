using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>One page of a read: a window over the sys_id order, or over the user's order.</summary>
internal sealed record PageRequest
{
    /// <summary>Gets the sys_id all rows must be above, or null.</summary>
    internal string? After { get; init; }

    /// <summary>Gets the smallest sys_id of the range, or null for an open end below.</summary>
    internal string? From { get; init; }

    /// <summary>Gets the sys_id all rows must be below, or null for an open end above.</summary>
    internal string? Below { get; init; }

    /// <summary>Gets the order, or null for ascending sys_id, which is then checked on every row.</summary>
    internal IReadOnlyList<SortTerm>? OrderBy { get; init; }

    /// <summary>Gets the mark that the page before gave for this one, or null; then it decides where the page begins.</summary>
    internal string? Token { get; init; }

    internal int Limit { get; init; }

    /// <summary>Gets a value indicating whether the reader goes on after a page that became smaller, down to a single row.</summary>
    internal bool GoesOn { get; init; }

    internal long Offset { get; init; }

    /// <summary>Gets a value indicating whether the instance counts all rows of the window's query.</summary>
    internal bool Count { get; init; }
}

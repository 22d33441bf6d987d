namespace ServiceNowElement.Model;

/// <summary>One column to sort by.</summary>
/// <param name="Field">The column name.</param>
/// <param name="Descending">True for the largest first.</param>
public sealed record SortTerm(string Field, bool Descending);

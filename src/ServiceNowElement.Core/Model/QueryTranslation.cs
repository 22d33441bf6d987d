namespace ServiceNowElement.Model;

/// <summary>A filter in its spellings, as it would be sent.</summary>
/// <param name="Object">The table.</param>
/// <param name="Ceql">The filter in CEQL, or null where it was given as an encoded query.</param>
/// <param name="EncodedQuery">The filter in ServiceNow's own text.</param>
/// <param name="Columns">The columns that would be read.</param>
public sealed record QueryTranslation(string Object, string? Ceql, string EncodedQuery, IReadOnlyList<string> Columns);

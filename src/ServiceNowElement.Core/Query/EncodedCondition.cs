namespace ServiceNowElement.Query;

/// <summary>One condition of a user's text. Where its column ends is certain only with a schema, so the text is kept.</summary>
/// <param name="Text">The condition without its connective.</param>
/// <param name="Table">The table it is about, when that is a related list (RLQUERY); null for the queried one.</param>
internal sealed record EncodedCondition(string Text, string? Table);

namespace ServiceNowElement.Query;

/// <summary>
/// Reads CEQL (contract cloud-elements-api §10.2), lenient where real callers are careless. Never executes anything; text that
/// cannot be read is <c>InvalidQuery</c> with the position of the first character that does not fit.
/// </summary>
public static class CeqlReader
{
    /// <summary>Reads a condition.</summary>
    /// <param name="where">The condition, with or without a leading <c>where</c>.</param>
    /// <returns>The filter with values not yet bound to a schema; null for an empty condition, which means all records.</returns>
    public static FilterNode? ReadFilter(string where) => new CeqlParser(where ?? throw new ArgumentNullException(nameof(where))).Filter();

    /// <summary>Reads a condition like <see cref="ReadFilter"/>, and takes every pattern of LIKE: what the server cannot test is left for the rows.</summary>
    /// <param name="where">The condition.</param>
    /// <returns>Both parts; <c>FilterNotTranslatable</c> where they cannot be told apart.</returns>
    public static CeqlSplit ReadSplit(string where) =>
        CeqlSplit.Of(new CeqlParser(where ?? throw new ArgumentNullException(nameof(where)), keepPatterns: true).Filter());

    /// <summary>Reads <c>select … from … [where …] [order by …] [limit …]</c>.</summary>
    /// <param name="text">The statement.</param>
    /// <returns>Its parts.</returns>
    public static CeqlStatement ReadStatement(string text) => new CeqlParser(text ?? throw new ArgumentNullException(nameof(text))).Statement();
}

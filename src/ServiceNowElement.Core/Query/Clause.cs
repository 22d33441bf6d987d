namespace ServiceNowElement.Query;

/// <summary>Simple conditions of which one suffices.</summary>
internal sealed class Clause(IReadOnlyList<string> terms)
{
    internal IReadOnlyList<string> Terms { get; } = terms;

    internal string Text => string.Join("^OR", Terms.Distinct(StringComparer.Ordinal));
}

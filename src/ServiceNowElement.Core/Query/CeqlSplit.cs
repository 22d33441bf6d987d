using ServiceNowElement.Errors;

namespace ServiceNowElement.Query;

/// <summary>A condition cut in two: what the server tests, and what is left to test on the rows it returns.</summary>
/// <param name="Server">What the server tests; null for every row.</param>
/// <param name="Rest">What every row has to satisfy as well: patterns and groups of patterns; empty when the server tests all.</param>
public sealed record CeqlSplit(FilterNode? Server, IReadOnlyList<FilterNode> Rest)
{
    internal static CeqlSplit Of(FilterNode? filter)
    {
        List<FilterNode> server = [];
        List<FilterNode> rest = [];
        IEnumerable<FilterNode> conditions = filter is FilterGroup { IsOr: false } all ? all.Children : filter == null ? [] : [filter];
        foreach (FilterNode condition in conditions)
        {
            if (!Leaves(condition).Any(leaf => leaf is FilterPattern))
            {
                server.Add(condition);
                continue;
            }

            if (!Leaves(condition).All(leaf => leaf is FilterPattern))
            {
                throw ErrorCatalog.FilterNotTranslatable.With("a LIKE that has to be tested row by row ('%' inside the text, or NOT LIKE with '%' at one end) can be joined with other conditions by AND only.");
            }

            rest.Add(condition);
            if (Wider(condition) is { } wider)
            {
                server.Add(wider);
            }
        }

        return new CeqlSplit(server.Count == 0 ? null : FilterNormal.Join(isOr: false, server), rest);
    }

    private static IEnumerable<FilterNode> Leaves(FilterNode node) => node is FilterGroup group ? group.Children.SelectMany(Leaves) : [node];

    private static FilterNode? Wider(FilterNode node)
    {
        if (node is not FilterGroup group)
        {
            return ((FilterPattern)node).Wider();
        }

        List<FilterNode> parts = [.. group.Children.Select(Wider).OfType<FilterNode>()];
        bool all = parts.Count == group.Children.Count;
        return parts.Count == 0 || (group.IsOr && !all) ? null : FilterNormal.Join(group.IsOr, parts);
    }
}

using System.Text;
using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>A query in ServiceNow's own text, cut into its alternatives so that conditions can be added safely (contract servicenow-rest §3.1).</summary>
public sealed class EncodedQuery
{
    internal const string Alternative = "^NQ";

    internal EncodedQuery(
        IReadOnlyList<string> groups, IReadOnlyList<SortTerm> orderBy, IReadOnlyList<string> fields, IReadOnlyList<EncodedCondition>? conditions = null)
    {
        Groups = groups;
        OrderBy = orderBy;
        Fields = fields;
        Conditions = conditions ?? [];
    }

    /// <summary>Gets the query without any condition.</summary>
    public static EncodedQuery All { get; } = new([], [], []);

    /// <summary>Gets the alternatives, each a chain of conditions joined with <c>^</c> and <c>^OR</c>; none when there is no condition.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Gets the order that the text asked for.</summary>
    public IReadOnlyList<SortTerm> OrderBy { get; }

    /// <summary>Gets the columns and dot-walks mentioned, those of the order included.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Gets the conditions of parsed text, for the check against a schema.</summary>
    internal IReadOnlyList<EncodedCondition> Conditions { get; }

    /// <summary>Reads the text a user gives, for example copied from a list in the user interface.</summary>
    /// <param name="text">The query; an order, <c>^EQ</c> and the groupings of lists are taken off the conditions.</param>
    /// <returns>The query; <c>InvalidQuery</c> for a term that ServiceNow would drop silently and so return more rows.</returns>
    public static EncodedQuery Parse(string text) => new EncodedQueryParser(text ?? throw new ArgumentNullException(nameof(text))).Read();

    /// <summary>Writes the conditions without an order.</summary>
    /// <returns>The alternatives joined with <c>^NQ</c>; empty when there is no condition.</returns>
    public string ToText() => string.Join(Alternative, Groups);

    /// <summary>Writes the query with more conditions in <em>every</em> alternative, as a cursor needs, and the given order in place of its own.</summary>
    /// <param name="conditions">Safe conditions such as <c>sys_id&gt;abc</c>; may hold alternatives of its own; empty for none.</param>
    /// <param name="orderBy">Order terms such as <c>ORDERBYsys_id</c>; empty for none.</param>
    /// <returns>The text to send.</returns>
    public string With(string conditions, string orderBy)
    {
        string[] added = Cut(conditions ?? throw new ArgumentNullException(nameof(conditions)));
        IReadOnlyList<string> own = Groups.Count == 0 ? [string.Empty] : Groups;
        StringBuilder text = new();
        foreach (string addition in added)
        {
            foreach (string group in own)
            {
                text.Append(text.Length == 0 ? string.Empty : Alternative).Append(Both(group, addition));
            }
        }

        string order = (orderBy ?? throw new ArgumentNullException(nameof(orderBy))).TrimStart('^');
        if (order.Length > 0)
        {
            text.Append(text.Length == 0 ? string.Empty : "^").Append(order);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => With(string.Empty, EncodedQueryWriter.Order(OrderBy));

    private static string[] Cut(string conditions) => conditions.Trim('^').Split([Alternative], StringSplitOptions.None);

    // "^OR" binds to the condition before it, so a condition may follow an OR chain. What follows a JOIN could be taken for its
    // own clauses, so there the addition goes in front.
    private static string Both(string group, string addition)
    {
        if (group.Length == 0 || addition.Length == 0)
        {
            return group + addition;
        }

        return EncodedQueryParser.HasJoin(group) ? $"{addition}^{group}" : $"{group}^{addition}";
    }
}

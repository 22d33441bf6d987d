using Microsoft.Extensions.Primitives;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>What a list call asks for besides its page: condition, order, members (contract cloud-elements-api §9, §10).</summary>
/// <param name="Where">The condition, cut into what the instance tests and what is tested here.</param>
/// <param name="OrderBy">The order, without the total order that is appended.</param>
/// <param name="Fields">The members to return; null for all.</param>
/// <param name="Display">True for the instance's objects of value and label, an extension for our own client.</param>
internal sealed record ListWish(CeqlSplit Where, IReadOnlyList<SortTerm> OrderBy, IReadOnlyList<string>? Fields, bool Display)
{
    internal static ListWish Read(IQueryCollection query, HubTarget target)
    {
        CeqlSplit where = CeqlReader.ReadSplit(Single(query, "where"));
        return new ListWish(
            new CeqlSplit(where.Server == null ? null : FilterNames.Rename(where.Server, target.VendorName), [.. where.Rest.Select(node => FilterNames.Rename(node, target.VendorName))]),
            [.. Order(Single(query, "orderBy")).Select(term => term with { Field = target.VendorName(term.Field) })],
            FieldsOf(query, target),
            IsDisplay(query));
    }

    internal static IReadOnlyList<string>? FieldsOf(IQueryCollection query, HubTarget target)
    {
        string[] names = Single(query, "fields").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 || names.Contains("*") ? null : [.. names.SelectMany(name => target.Shape?.VendorNames(name) ?? [name]).Distinct(StringComparer.Ordinal)];
    }

    internal static bool IsDisplay(IQueryCollection query) => string.Equals(query["displayValue"], "all", StringComparison.OrdinalIgnoreCase);

    // Of two different conditions one would be dropped, and the answer wider than asked for.
    private static string Single(IQueryCollection query, string name)
    {
        StringValues values = query[name];
        return values.Distinct(StringComparer.Ordinal).Count() <= 1
            ? values.FirstOrDefault() ?? string.Empty
            : throw new ApiException(StatusCodes.Status400BadRequest, $"The parameter {name} is given more than once");
    }

    private static IEnumerable<SortTerm> Order(string text)
    {
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            bool descending = words.Length == 2 && string.Equals(words[1], "desc", StringComparison.OrdinalIgnoreCase);
            if (words.Length > 2 || (words.Length == 2 && !descending && !string.Equals(words[1], "asc", StringComparison.OrdinalIgnoreCase)))
            {
                throw new ApiException(StatusCodes.Status400BadRequest, "The parameter orderBy is a list of names, each with asc or desc at most");
            }

            yield return new SortTerm(words[0].Trim('`'), descending);
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.Primitives;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Which part of a list a call asks for (contract cloud-elements-api §9).</summary>
/// <param name="Size">The most items.</param>
/// <param name="Page">The number of the page, from 1.</param>
/// <param name="Offset">Where it begins in the table.</param>
/// <param name="Token">The token that said so, or null; a page filtered here begins where it says instead of after counted pages.</param>
/// <param name="Note">What was changed of the wish, for <c>Elements-Error</c>; or null.</param>
internal sealed record PageWish(int Size, int Page, long Offset, PageToken? Token, string? Note)
{
    internal static PageWish Read(IQueryCollection query, int largest)
    {
        int asked = Number(query, "pageSize") ?? largest;
        int page = Number(query, "page") ?? 1;
        string? token = query["nextPage"].FirstOrDefault();
        if (!string.IsNullOrWhiteSpace(token))
        {
            // The token decides; a page number next to it means the same page (§9).
            PageToken next = PageToken.Read(token);
            return new PageWish(Math.Min(next.PageSize, largest), next.Page, next.Offset, next, Note: null);
        }

        int size = Math.Min(asked, largest);
        string? note = asked > largest ? string.Create(CultureInfo.InvariantCulture, $"The page size {asked} was lowered to the largest one, {largest}") : null;
        return new PageWish(size, page, ((long)page - 1) * size, Token: null, note);
    }

    internal string Next(long offset, int skip = 0) => new PageToken(Size, Page + 1, offset, skip).ToString();

    private static int? Number(IQueryCollection query, string name)
    {
        StringValues values = query[name];
        if (values.Count == 0 || values[0]!.Length == 0)
        {
            return null;
        }

        return int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ApiException(StatusCodes.Status400BadRequest, $"The parameter {name} has to be a whole number from 1");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Http;

/// <summary>Which page of a platform list is asked for, and the headers that go with it (contract cloud-elements-api §9).</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="Size">The most items.</param>
internal sealed record PageRequest(int Page, int Size)
{
    private const int Largest = 200;

    internal static PageRequest Read(HttpContext http)
    {
        IQueryCollection query = http.Request.Query;
        int size = Number(query["pageSize"].ToString(), Largest, "pageSize");
        int page = Number(query["page"].ToString(), 1, "page");
        string next = query["nextPage"].ToString();
        if (next.Length > 0)
        {
            // The token decides; a page beside it means the same page (contract §9).
            (page, size) = Token(next);
        }

        if (size > Largest)
        {
            http.Response.Headers["Elements-Error"] = $"The page size was lowered to {Largest}.";
            size = Largest;
        }

        return new PageRequest(page, size);
    }

    /// <summary>Cuts the page out of all items and writes the headers.</summary>
    internal List<T> Cut<T>(HttpContext http, IReadOnlyList<T> all)
    {
        long skip = (long)(Page - 1) * Size;
        List<T> items = skip >= all.Count ? [] : [.. all.Skip((int)skip).Take(Size)];
        IHeaderDictionary headers = http.Response.Headers;
        headers["Elements-Returned-Count"] = items.Count.ToString(CultureInfo.InvariantCulture);
        headers["Elements-Total-Count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        if (skip + items.Count < all.Count)
        {
            var token = new JsonObject { ["pageSize"] = Size, ["page"] = Page + 1 };
            headers["Elements-Next-Page-Token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token.ToJsonString()));
        }

        return items;
    }

    private static (int Page, int Size) Token(string text)
    {
        try
        {
            JsonNode? token = JsonNode.Parse(Convert.FromBase64String(text));
            int page = (int?)token?["page"] ?? 0;
            int size = (int?)token?["pageSize"] ?? 0;
            if (page > 0 && size > 0)
            {
                return (page, size);
            }
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            // Answered below, together with tokens that can be read and say nonsense.
        }

        throw new ApiException(StatusCodes.Status400BadRequest, "The page token is not valid.");
    }

    private static int Number(string text, int otherwise, string name) => text.Length == 0
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ApiException(StatusCodes.Status400BadRequest, $"The parameter {name} must be a number above 0.");
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Where the next page begins: opaque base64 of a small JSON object for clients (contract cloud-elements-api §9).</summary>
/// <param name="PageSize">The most items of a page.</param>
/// <param name="Page">The number of the page, from 1.</param>
/// <param name="Offset">How many rows of the table come before it; differs from the pages before it where rows were hidden or filtered here.</param>
/// <param name="Skip">How many rows that came from there on were answered already.</param>
internal sealed record PageToken(int PageSize, int Page, long Offset, int Skip = 0)
{
    private const int LongestText = 1000;

    internal static PageToken Read(string text)
    {
        try
        {
            // An unescaped '+' of the base64 arrives as a space.
            string base64 = text.Trim().Replace(' ', '+').Replace('-', '+').Replace('_', '/').TrimEnd('=');
            byte[] json = Convert.FromBase64String(base64.Length > LongestText ? string.Empty : base64.PadRight((base64.Length + 3) / 4 * 4, '='));
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement token = document.RootElement;
            int size = Number(token, "pageSize") is { } given ? checked((int)given) : checked((int)Number(token, "limit")!.Value);
            int page = checked((int)(Number(token, "page") ?? 1));
            long offset = Number(token, "offset") ?? ((long)page - 1) * size;
            int skip = checked((int)(Number(token, "skip") ?? 0));
            return size > 0 && page > 0 && offset >= 0 && skip >= 0 ? new PageToken(size, page, offset, skip) : throw Wrong();
        }
        catch (Exception failure) when (failure is FormatException or JsonException or InvalidOperationException or OverflowException)
        {
            throw Wrong();
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        bool isPlain = Skip == 0 && Offset == ((long)Page - 1) * PageSize;
        string place = isPlain ? string.Empty : string.Create(CultureInfo.InvariantCulture, $",\"offset\":{Offset},\"skip\":{Skip}");
        string json = string.Create(CultureInfo.InvariantCulture, $"{{\"pageSize\":{PageSize},\"page\":{Page}{place}}}");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
    }

    private static long? Number(JsonElement token, string name) => token.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;

    private static ApiException Wrong() => new(StatusCodes.Status400BadRequest, "The nextPage token is not one that this service gave out");
}

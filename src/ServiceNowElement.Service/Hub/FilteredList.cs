using System.Text.Json;
using ServiceNowElement.Query;

namespace ServiceNowElement.Service.Hub;

/// <summary>
/// Answers a list whose rows are partly tested here. The instance's pages are read until the caller's page is full; how many match
/// overall is not known, so there is no total, and the token says where to go on.
/// </summary>
internal sealed class FilteredList(HubCall call, RecordSource source, RecordShape? shape, PageWish page)
{
    private const int Window = 200;

    internal async Task AnswerAsync(string query, IReadOnlyList<string>? fields, bool display, IReadOnlyList<FilterNode> rest, Func<Task>? onEmpty)
    {
        IReadOnlySet<string>? only = fields?.ToHashSet(StringComparer.Ordinal);
        List<string>? asked = fields == null ? null : [.. fields.Union(rest.SelectMany(RowTest.Columns), StringComparer.Ordinal)];
        var output = new RowWriter(shape, call.Instance.FiltersNulls, only);
        long before = page.Token == null ? ((long)page.Page - 1) * page.Size : 0;
        int skip = page.Token?.Skip ?? 0;
        string? next = null;
        bool isLast = false;
        var parts = new List<ReadOnlyMemory<byte>>();
        for (long offset = page.Token?.Offset ?? 0; !isLast && parts.Count < page.Size; offset += Window)
        {
            using ResultBytes rows = await source.ListAsync(query, asked, display, offset, Window);
            using JsonDocument document = JsonDocument.Parse(rows.Bytes);
            isLast = rows.Total is { } total ? offset + Window >= total : rows.Count < Window;
            int at = 0;
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                // Rows hidden by an ACL are missing from the window, so a place in it is counted in rows that came.
                if (++at <= skip || !rest.All(test => RowTest.Matches(test, row)) || before-- > 0)
                {
                    continue;
                }

                parts.Add(HubAnswer.Render(writer => output.Write(writer, row)));
                if (parts.Count == page.Size)
                {
                    next = at < rows.Count ? page.Next(offset, at) : isLast ? null : page.Next(offset + Window);
                    break;
                }
            }

            skip = 0;
        }

        if (parts.Count == 0 && onEmpty != null)
        {
            await onEmpty();
        }

        HubAnswer.Counts(call.Http, parts.Count, null, next);
        await HubAnswer.WriteAsync(call.Http, writer =>
        {
            writer.WriteStartArray();
            parts.ForEach(part => writer.WriteRawValue(part.Span, skipInputValidation: true));
            writer.WriteEndArray();
        });
    }
}

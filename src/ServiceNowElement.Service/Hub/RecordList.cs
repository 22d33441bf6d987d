using System.Text.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Service.Hub;

/// <summary>Answers a list of records: one page in a total order, so that pages asked for one by one fit together (contract cloud-elements-api §9).</summary>
internal sealed class RecordList(HubCall call, HubTarget target, RecordSource source)
{
    private readonly ListWish _wish = ListWish.Read(call.Http.Request.Query, target);
    private readonly PageWish _page = PageWish.Read(call.Http.Request.Query, call.Instance.LargestPage);

    /// <summary>Answers the page.</summary>
    /// <param name="implied">What the route itself asks of the rows; or null.</param>
    /// <param name="onEmpty">Called before an empty list is answered; may throw that the list itself does not exist.</param>
    internal async Task AnswerAsync(FilterNode? implied = null, Func<Task>? onEmpty = null)
    {
        ObjectSchema schema = await call.Element.GetSchemaAsync(target.Table, call.Context);
        IReadOnlyList<FilterNode> rest = [.. _wish.Where.Rest.Select(node => RowTest.Bind(node, schema, call.Element.Instance))];
        QueryTranslation bound = await call.Element.TranslateAsync(
            new RecordQuery { Object = target.Table, Filter = Both(implied, _wish.Where.Server), OrderBy = _wish.OrderBy, Fields = _wish.Fields, Mode = ValueMode.Raw },
            call.Context);
        string query = Ordered(bound.EncodedQuery, schema);
        IReadOnlyList<string>? fields = Asked(bound.Columns);
        HubAnswer.Note(call.Http, _page.Note);
        HubAnswer.Note(call.Http, target.Shape?.Note);
        if (rest.Count > 0)
        {
            await new FilteredList(call, source, target.Shape, _page).AnswerAsync(query, fields, _wish.Display, rest, onEmpty);
            return;
        }

        using ResultBytes rows = await ReadAsync(query, fields, onEmpty);
        await WriteAsync(rows);
    }

    internal static FilterNode? Both(FilterNode? left, FilterNode? right) => left == null || right == null ? left ?? right : new FilterGroup(isOr: false, [left, right]);

    private async Task<ResultBytes> ReadAsync(string query, IReadOnlyList<string>? fields, Func<Task>? onEmpty)
    {
        for (long offset = _page.Offset; ; offset += _page.Size)
        {
            // Offsets beyond this are no numbers for the instance; no table has as many rows.
            long asked = Math.Min(offset, int.MaxValue);
            ResultBytes rows = await source.ListAsync(query, fields, _wish.Display, asked, _page.Size);
            long next = asked + _page.Size;
            bool isLast = rows.Total is { } total ? next >= total : rows.Count < _page.Size;
            if (rows.Count > 0 || isLast)
            {
                HubAnswer.Counts(call.Http, rows.Count, rows.Total, isLast ? null : _page.Next(next));
                if (rows.Count == 0 && onEmpty != null)
                {
                    await onEmpty();
                }

                return rows;
            }

            // All rows of the window are hidden from this user (contract servicenow-rest §2.3): clients stop at an empty page, and would
            // take what they have for everything.
            rows.Dispose();
        }
    }

    private Task WriteAsync(ResultBytes rows)
    {
        bool dropsNulls = rows.HasNull && call.Instance.FiltersNulls;
        if (target.Shape == null && !dropsNulls)
        {
            return HubAnswer.BytesAsync(call.Http, rows.Bytes);
        }

        using JsonDocument document = JsonDocument.Parse(rows.Bytes);
        return HubAnswer.WriteAsync(call.Http, writer => new RowWriter(target.Shape, call.Instance.FiltersNulls).WriteAll(writer, document.RootElement));
    }

    private string Ordered(string query, ObjectSchema schema)
    {
        bool isTotal = _wish.OrderBy.Any(term => string.Equals(term.Field, "sys_id", StringComparison.OrdinalIgnoreCase));
        bool hasId = schema.Find("sys_id") != null || schema.IsInferred;
        string order = isTotal || !hasId ? string.Empty : "ORDERBYsys_id";
        return query.Length == 0 || order.Length == 0 ? query + order : $"{query}^{order}";
    }

    private List<string>? Asked(IReadOnlyList<string> columns)
    {
        // The translation adds the sys_id; who names members gets these and no other.
        return _wish.Fields == null ? null : [.. columns.Where(name => name != "sys_id" || _wish.Fields.Contains(name, StringComparer.OrdinalIgnoreCase))];
    }
}

using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Items of the service catalog (contract cloud-elements-api §7.1, §7.2; servicenow-rest §4.5).</summary>
/// <param name="call">The hub call.</param>
/// <param name="shape">The transformation of items, or null.</param>
internal sealed class CatalogRoom(HubCall call, RecordShape? shape)
{
    private const string Path = "api/sn_sc/servicecatalog/items";

    internal Task AnswerAsync() => (call.Segments.Count, call.Http.Request.Method) switch
    {
        (1, "GET") => ListAsync(),
        (1, _) => throw HubAnswer.WrongVerb(call.Http, "GET"),
        (2, "GET") => OneAsync(RecordIds.Check(call.Segments[1])),
        (2, _) => throw HubAnswer.WrongVerb(call.Http, "GET"),
        (3, "POST") when call.Segments[2] is "submit_producer" or "order_now" => SubmitAsync(RecordIds.Check(call.Segments[1]), call.Segments[2]),
        (3, _) when call.Segments[2] is "submit_producer" or "order_now" => throw HubAnswer.WrongVerb(call.Http, "POST"),
        _ => throw new ApiException(StatusCodes.Status404NotFound, "This API is not currently supported for this element"),
    };

    private async Task ListAsync()
    {
        PageWish page = PageWish.Read(call.Http.Request.Query, call.Instance.LargestPage);
        string target = string.Create(CultureInfo.InvariantCulture, $"{Path}?sysparm_limit={page.Size}&sysparm_offset={Math.Min(page.Offset, int.MaxValue)}");
        foreach (string parameter in new[] { "sysparm_text", "sysparm_category" })
        {
            if (call.Http.Request.Query[parameter].FirstOrDefault() is { Length: > 0 } given)
            {
                target += $"&{parameter}={Uri.EscapeDataString(given)}";
            }
        }

        using ResultBytes rows = await new RecordSource(call, Path, "catalog items").ReadAsync(target, null, isList: true);
        long next = page.Offset + page.Size;
        bool isLast = rows.Total is { } total ? next >= total : rows.Count < page.Size;
        HubAnswer.Note(call.Http, page.Note);
        HubAnswer.Counts(call.Http, rows.Count, rows.Total, isLast ? null : page.Next(next));
        await WriteAsync(rows, shape);
    }

    private async Task OneAsync(string id)
    {
        using ResultBytes item = await new RecordSource(call, Path, "catalog item").ReadAsync($"{Path}/{Uri.EscapeDataString(id)}", id, isList: false);
        await WriteAsync(item, shape);
    }

    // What the instance answers is passed on. An order is never sent twice: a lost answer is WriteOutcomeUnknown.
    private async Task SubmitAsync(string id, string verb)
    {
        Dictionary<string, object?> body = await RecordBody.ReadAsync(call.Http);
        if (verb == "order_now")
        {
            body.TryAdd("sysparm_quantity", "1");
        }

        body.TryAdd("variables", new Dictionary<string, object?>());
        var request = new RawRequest
        {
            Method = "POST",
            Path = $"{Path}/{Uri.EscapeDataString(id)}/{verb}",
            Body = HubAnswer.Render(writer => JsonTree.Write(writer, body, dropsNulls: false)).ToArray(),
            Object = "catalog item",
            Key = id,
        };
        using ResultBytes made = await call.Element.SendAsync(
            request, response => ResultBytes.ReadAsync(response, call.Element.Instance, "catalog item " + id, isList: false, call.Context.Token), call.Context);
        await WriteAsync(made, null);
    }

    private async Task WriteAsync(ResultBytes result, RecordShape? applied)
    {
        HubAnswer.Note(call.Http, applied?.Note);
        bool dropsNulls = result.HasNull && call.Instance.FiltersNulls;
        if (applied == null && !dropsNulls)
        {
            await HubAnswer.BytesAsync(call.Http, result.Bytes);
            return;
        }

        using JsonDocument document = JsonDocument.Parse(result.Bytes);
        await HubAnswer.WriteAsync(call.Http, writer => new RowWriter(applied, call.Instance.FiltersNulls).WriteAll(writer, document.RootElement));
    }
}

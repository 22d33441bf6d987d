using System.Runtime.ExceptionServices;
using System.Text.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.Service.Hub;

/// <summary>Records of an object: list, create, read, change, delete (contract cloud-elements-api §7.2, §8).</summary>
internal sealed class RecordRoom(HubCall call, HubTarget target)
{
    private readonly RecordSource _source = new(call, RecordSource.TablePath(target.Table), target.Table);

    internal Task CollectionAsync() => call.Http.Request.Method switch
    {
        "GET" => new RecordList(call, target, _source).AnswerAsync(),
        "POST" => CreateAsync(null),
        _ => throw HubAnswer.WrongVerb(call.Http, "GET, POST"),
    };

    internal Task ItemAsync(string id) => call.Http.Request.Method switch
    {
        "GET" => ReadAsync(RecordIds.Check(id)),
        "PATCH" or "PUT" => UpdateAsync(RecordIds.Check(id)),
        "DELETE" => DeleteAsync(RecordIds.Check(id)),
        _ => throw HubAnswer.WrongVerb(call.Http, "GET, PATCH, PUT, DELETE"),
    };

    internal async Task CreateAsync((string Column, string Id)? parent)
    {
        Dictionary<string, object?> values = await BodyAsync();
        if (parent is { } link)
        {
            values[link.Column] = link.Id;
        }

        await WriteAsync(RecordWrite.Create(target.Table, values).Verbatim());
    }

    /// <summary>Fails with 404 when there is no such record, at the price of one read of one column.</summary>
    internal async Task ExistsAsync(string id)
    {
        using ResultBytes row = await _source.OneAsync(id, ["sys_id"], display: false);
    }

    private async Task ReadAsync(string id)
    {
        IQueryCollection query = call.Http.Request.Query;
        IReadOnlyList<string>? fields = ListWish.FieldsOf(query, target);
        if (fields != null)
        {
            QueryTranslation bound = await call.Element.TranslateAsync(new RecordQuery { Object = target.Table, Fields = fields, Mode = ValueMode.Raw }, call.Context);
            fields = [.. bound.Columns.Where(name => name != "sys_id" || fields.Contains(name, StringComparer.OrdinalIgnoreCase))];
        }

        using ResultBytes row = await _source.OneAsync(id, fields, ListWish.IsDisplay(query));
        HubAnswer.Note(call.Http, target.Shape?.Note);
        if (target.Shape == null && !(row.HasNull && call.Instance.FiltersNulls))
        {
            await HubAnswer.BytesAsync(call.Http, row.Bytes);
            return;
        }

        await AnswerAsync(row.Bytes);
    }

    private async Task UpdateAsync(string id) => await WriteAsync(RecordWrite.Update(target.Table, id, await BodyAsync()).Verbatim());

    private async Task DeleteAsync(string id)
    {
        await OutcomeAsync(RecordWrite.Delete(target.Table, id));
        await HubAnswer.EmptyAsync(call.Http);
    }

    private async Task<Dictionary<string, object?>> BodyAsync()
    {
        IDictionary<string, object?> record = await RecordBody.ReadAsync(call.Http);
        return RecordBody.ToWire(target.Shape?.ToVendor(record) ?? record);
    }

    private async Task WriteAsync(RecordWrite write)
    {
        WriteResult result = (await OutcomeAsync(write))!;
        bool display = ListWish.IsDisplay(call.Http.Request.Query);
        HubAnswer.Note(call.Http, target.Shape?.Note);
        ReadOnlyMemory<byte> json = HubAnswer.Render(writer => RecordText.Write(writer, result.Record, call.Element.Address, display));
        await (target.Shape == null ? HubAnswer.BytesAsync(call.Http, json) : AnswerAsync(json));
    }

    private async Task<WriteResult?> OutcomeAsync(RecordWrite write)
    {
        WriteOutcome? outcome = null;
        await call.Element.WriteAsync([write], (_, ended) => outcome = ended, call.Context);
        if (outcome!.Error != null)
        {
            ExceptionDispatchInfo.Throw(outcome.Error);
        }

        return outcome.Result;
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        await HubAnswer.WriteAsync(call.Http, writer => new RowWriter(target.Shape, call.Instance.FiltersNulls).Write(writer, document.RootElement));
    }
}

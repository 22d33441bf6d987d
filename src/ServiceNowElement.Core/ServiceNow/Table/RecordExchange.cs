using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Requests whose answer is one record, and the search for a record whose answer was lost.</summary>
internal sealed class RecordExchange(PageSource source)
{
    private const int Looks = 3;

    private ApiClient Client => source.Client;

    internal Task<Record> GetAsync(ObjectSchema schema, string sysId, CallContext call) =>
        SendAsync(new ApiRequest { Target = source.Tables.Record(schema, sysId), Table = schema.Name, Key = sysId }, schema, call);

    /// <summary>Looks for a record whose create lost its answer.</summary>
    /// <returns>The record, or null when it is not there after several looks.</returns>
    internal async Task<Record?> LookAsync(PendingWrite write, CallContext call)
    {
        for (int look = 1; look <= Looks; look++)
        {
            // The abandoned request may still be running on the instance: give it time to commit.
            await Client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
            FilterNode condition = new FilterTerm("sys_id", FilterOperator.Equal, [write.SysId]);
            if (write.Correlation != null)
            {
                condition = new FilterGroup(isOr: true, [condition, new FilterTerm("correlation_id", FilterOperator.Equal, [write.Correlation])]);
            }

            TableRead read = new TableRead(write.Schema.Name, EncodedQuery.All, Layout(write.Schema), allColumns: true).Narrow(condition);
            TablePage page = await source.FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
            Record? found = page.Rows.FirstOrDefault(row => KeyLookup.Shows(row, "sys_id", write.SysId) || (write.Correlation != null && KeyLookup.Shows(row, "correlation_id", write.Correlation)));
            if (found == null && page.Rows.Count > 0)
            {
                // Some other record came: the search says nothing about this one.
                throw ErrorCatalog.WriteOutcomeUnknown.With(Client.Instance, $"{write.Schema.Name}/{write.SysId}", "the search for it is not obeyed");
            }

            if (found != null)
            {
                return found;
            }
        }

        return null;
    }

    internal Task<Record> SendAsync(ApiRequest request, ObjectSchema schema, CallContext call) => Client.SendAsync(
        request, response => ReadAsync(request, schema, response, call), call);

    internal Task<Record> ReadAsync(ApiRequest request, ObjectSchema schema, HttpResponseMessage response, CallContext call) =>
        ReadAsync(Client, request, Layout(schema), response, call, source.Tables);

    internal static async Task<Record> ReadAsync(ApiClient client, ApiRequest request, RecordLayout layout, HttpResponseMessage response, CallContext call, TableDialect? tables = null)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        try
        {
            return PageParser.ReadOne(stream, layout, tables ?? NativeTables.Instance);
        }
        catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
        {
            call.Token.ThrowIfCancellationRequested();
            throw ResponseClassifier.Damaged(client.Instance, request, failure.Message, failure);
        }
    }

    private RecordLayout Layout(ObjectSchema schema) =>
        new(schema.Name, Client.Instance, ValueMode.Value, schema.Fields.Select(field => new RecordColumn(field.Name, field)).ToList());
}

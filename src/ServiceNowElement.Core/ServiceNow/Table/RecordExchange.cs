using Newtonsoft.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Requests whose answer is one record, and the search for a record whose answer was lost.</summary>
internal sealed class RecordExchange(PageSource source)
{
    private const int Looks = 3;

    private ApiClient Client => source.Client;

    internal static string Target(ObjectSchema schema, string? sysId) =>
        "api/now/v2/table/" + Uri.EscapeDataString(schema.Name) + (sysId == null ? string.Empty : "/" + Uri.EscapeDataString(sysId))
        + "?sysparm_display_value=all&sysparm_exclude_reference_link=true";

    internal Task<Record> GetAsync(ObjectSchema schema, string sysId, CallContext call) =>
        SendAsync(new ApiRequest { Target = Target(schema, sysId), Table = schema.Name, Key = sysId }, schema, call);

    /// <summary>Looks for a record whose create lost its answer.</summary>
    /// <returns>The record, or null when it is not there after several looks.</returns>
    internal async Task<Record?> LookAsync(PendingWrite write, CallContext call)
    {
        for (int look = 1; look <= Looks; look++)
        {
            // The abandoned request may still be running on the instance: give it time to commit.
            await Client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
            string condition = write.Correlation == null ? "sys_id=" + write.SysId : $"sys_id={write.SysId}^ORcorrelation_id={write.Correlation}";
            var read = new TableRead(write.Schema.Name, EncodedQuery.Parse(condition), Layout(write.Schema), allColumns: true);
            TablePage page = await source.FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
            if (page.Rows.Count > 0)
            {
                return page.Rows[0];
            }
        }

        return null;
    }

    internal Task<Record> SendAsync(ApiRequest request, ObjectSchema schema, CallContext call) => Client.SendAsync(
        request, response => ReadAsync(request, schema, response, call), call);

    internal Task<Record> ReadAsync(ApiRequest request, ObjectSchema schema, HttpResponseMessage response, CallContext call) =>
        ReadAsync(Client, request, Layout(schema), response, call);

    internal static async Task<Record> ReadAsync(ApiClient client, ApiRequest request, RecordLayout layout, HttpResponseMessage response, CallContext call)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        try
        {
            return PageParser.ReadOne(stream, layout);
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

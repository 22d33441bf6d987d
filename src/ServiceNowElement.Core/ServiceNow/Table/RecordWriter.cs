using System.Collections.Concurrent;
using Newtonsoft.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Creates, changes and deletes single records. A write whose answer was lost is verified before it is ever sent again (contract
/// servicenow-rest §6.7, §6.8): two tickets for one call are a defect, and so is a lost one.
/// </summary>
internal sealed class RecordWriter(PageSource source, SchemaCache schemas)
{
    private const int MostSends = 3;
    private const int Looks = 3;
    private readonly ConcurrentDictionary<string, bool> _keepsSysId = new(StringComparer.Ordinal);
    private readonly ValueResolver _resolver = new(source, schemas);

    private ApiClient Client => source.Client;

    internal async Task<WriteResult> CreateAsync(ObjectSchema schema, IReadOnlyDictionary<string, object?> values, CallContext call)
    {
        Dictionary<string, string> wire = await _resolver.ResolveAsync(schema, values, call).ConfigureAwait(false);
        bool ownId = !wire.ContainsKey("sys_id");
        string id = ownId ? wire["sys_id"] = Guid.NewGuid().ToString("N") : wire["sys_id"];

        // Hardened instances replace the sys_id without a word. Until one create has shown that it is kept, a correlation_id
        // makes the record findable as well (docs/decisions/0003).
        bool kept = _keepsSysId.TryGetValue(schema.Name, out bool known) && known;
        string? correlation = null;
        if (!kept && schema.Find("correlation_id") != null && !wire.ContainsKey("correlation_id"))
        {
            correlation = wire["correlation_id"] = "sne-" + id;
        }

        var request = new ApiRequest { Method = HttpMethod.Post, Target = Target(schema, null), Table = schema.Name, Body = ElementJson.Write(wire) };
        bool verified = false;
        Record? created = null;
        for (int send = 1; created == null; send++)
        {
            try
            {
                created = await OneAsync(request, schema, call).ConfigureAwait(false);
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the create in {schema.Name} was lost ({unknown.Cause.Reason}); looking for the record before sending again.");
                created = await LookAsync(schema, id, correlation, call).ConfigureAwait(false);
                verified = true;
                if (created == null && (send >= MostSends || !(kept || correlation != null)))
                {
                    throw Unknown(schema, id, unknown);
                }
            }
            catch (ElementException failure) when (failure.Reason == "DuplicateKey" && send > 1)
            {
                // The first send arrived after all.
                created = await LookAsync(schema, id, correlation, call).ConfigureAwait(false);
                verified = true;
                if (created == null)
                {
                    throw;
                }
            }
        }

        if (ownId)
        {
            _keepsSysId[schema.Name] = created.SysId == id;
            wire.Remove("sys_id");
        }

        return Result(schema, created, wire, verified, call);
    }

    internal async Task<WriteResult> UpdateAsync(ObjectSchema schema, string sysId, IReadOnlyDictionary<string, object?> values, CallContext call)
    {
        Dictionary<string, string> wire = await _resolver.ResolveAsync(schema, values, call).ConfigureAwait(false);
        var journals = wire.Where(pair => pair.Value.Length > 0 && schema.Find(pair.Key)?.Kind == FieldKind.Journal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        DateTimeOffset started = Client.InstanceNow;
        var request = new ApiRequest { Method = new HttpMethod("PATCH"), Target = Target(schema, sysId), Table = schema.Name, Key = sysId, Body = ElementJson.Write(wire) };
        for (int send = 1; ; send++)
        {
            try
            {
                return Result(schema, await OneAsync(request, schema, call).ConfigureAwait(false), wire, verified: send > 1, call);
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the change of {schema.Name}/{sysId} was lost ({unknown.Cause.Reason}); reading before sending again.");
                Record now = await GetAsync(schema, sysId, call).ConfigureAwait(false);
                bool there = Ignored(schema, now, wire).Count == 0;
                if (journals.Count > 0)
                {
                    // A journal entry sent twice is there twice (contract §2.6): the entries themselves tell.
                    there = await new JournalCheck(source).IsWrittenAsync(sysId, journals, started, call).ConfigureAwait(false) ?? throw Unknown(schema, sysId, unknown);
                }

                if (there)
                {
                    return new WriteResult(now, [], Verified: true);
                }

                if (send >= MostSends)
                {
                    throw Unknown(schema, sysId, unknown);
                }

                await Client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }
        }
    }

    internal async Task DeleteAsync(ObjectSchema schema, string sysId, CallContext call)
    {
        var request = new ApiRequest { Method = HttpMethod.Delete, Target = Target(schema, sysId), Table = schema.Name, Key = sysId };
        for (int send = 1; ; send++)
        {
            try
            {
                await Client.SendAsync(request, _ => Task.FromResult(true), call).ConfigureAwait(false);
                return;
            }
            catch (UnknownOutcomeException unknown) when (send >= MostSends)
            {
                throw Unknown(schema, sysId, unknown);
            }
            catch (UnknownOutcomeException)
            {
                // Deleting twice leaves the same as deleting once, so it is simply sent again.
                await Client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }
            catch (ElementException failure) when (failure.Reason == "RecordNotFound" && send > 1)
            {
                return;
            }
        }
    }

    internal Task<Record> GetAsync(ObjectSchema schema, string sysId, CallContext call) =>
        OneAsync(new ApiRequest { Target = Target(schema, sysId), Table = schema.Name, Key = sysId }, schema, call);

    private async Task<Record?> LookAsync(ObjectSchema schema, string id, string? correlation, CallContext call)
    {
        for (int look = 1; look <= Looks; look++)
        {
            // The abandoned request may still be running on the instance: give it time to commit.
            await Client.Clock.DelayAsync(TimeSpan.FromSeconds(look) + Backoff.For(look), call.Token).ConfigureAwait(false);
            string condition = correlation == null ? "sys_id=" + id : $"sys_id={id}^ORcorrelation_id={correlation}";
            var read = new TableRead(schema.Name, EncodedQuery.Parse(condition), Layout(schema), allColumns: true);
            TablePage page = await source.FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
            if (page.Rows.Count > 0)
            {
                return page.Rows[0];
            }
        }

        return null;
    }

    private Task<Record> OneAsync(ApiRequest request, ObjectSchema schema, CallContext call) => Client.SendAsync(
        request,
        async response =>
        {
            using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            try
            {
                return PageParser.ReadOne(stream, Layout(schema));
            }
            catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
            {
                call.Token.ThrowIfCancellationRequested();
                throw ResponseClassifier.Damaged(Client.Instance, request, failure.Message, failure);
            }
        },
        call);

    private RecordLayout Layout(ObjectSchema schema) =>
        new(schema.Name, Client.Instance, ValueMode.Value, schema.Fields.Select(field => new RecordColumn(field.Name, field)).ToList());

    private WriteResult Result(ObjectSchema schema, Record record, Dictionary<string, string> wire, bool verified, CallContext call)
    {
        List<string> ignored = Ignored(schema, record, wire);
        if (ignored.Count > 0)
        {
            string key = record["number"].Value is { Length: > 0 } number ? number : record.SysId;
            call.Diagnostics.Warning($"{Client.Instance}: {schema.Name} {key} was written, but the instance kept its own value for: {string.Join(", ", ignored)}.");
        }

        return new WriteResult(record, ignored, verified);
    }

    private static List<string> Ignored(ObjectSchema schema, Record record, Dictionary<string, string> wire) => wire
        .Where(pair => schema.Find(pair.Key)?.Kind is not (FieldKind.Journal or FieldKind.Secret))
        .Where(pair => !Same(pair.Value, record[pair.Key].Value ?? string.Empty))
        .Select(pair => pair.Key).ToList();

    private static bool Same(string sent, string kept) =>
        string.Equals(sent.Trim(), kept.Trim(), StringComparison.OrdinalIgnoreCase)
        || (decimal.TryParse(sent, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out decimal left)
            && decimal.TryParse(kept, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out decimal right) && left == right);

    private static string Target(ObjectSchema schema, string? sysId) =>
        "api/now/v2/table/" + Uri.EscapeDataString(schema.Name) + (sysId == null ? string.Empty : "/" + Uri.EscapeDataString(sysId))
        + "?sysparm_display_value=all&sysparm_exclude_reference_link=true";

    private ElementException Unknown(ObjectSchema schema, string key, UnknownOutcomeException unknown) => new(
        ErrorCatalog.WriteOutcomeUnknown,
        ErrorCatalog.WriteOutcomeUnknown.Text(Client.Instance, schema.Name + "/" + key, unknown.Cause.Message.TrimEnd('.')),
        unknown.Cause)
    {
        Instance = Client.Instance,
        Object = schema.Name,
        Key = key,
        StatusCode = unknown.Cause.StatusCode,
        TransactionId = unknown.Cause.TransactionId,
    };
}

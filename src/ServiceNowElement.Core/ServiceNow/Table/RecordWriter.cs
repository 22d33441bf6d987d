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
    private const int MostSends = 5;
    private const int Looks = 3;
    private readonly ConcurrentDictionary<string, bool> _keepsSysId = new(StringComparer.Ordinal);
    private readonly ValueResolver _resolver = new(source, schemas);

    private ApiClient Client => source.Client;

    internal async Task<PendingWrite> PrepareAsync(RecordWrite write, CallContext call, bool correlationIsUnique = false)
    {
        ObjectSchema schema = await schemas.GetSchemaAsync(write.Object, call).ConfigureAwait(false);
        if (write.Kind == RecordWriteKind.Delete)
        {
            return new PendingWrite { Kind = write.Kind, Schema = schema, SysId = write.SysId!, Request = new ApiRequest { Method = HttpMethod.Delete, Target = Target(schema, write.SysId), Table = schema.Name, Key = write.SysId } };
        }

        Dictionary<string, string> wire = write.IsVerbatim
            ? write.Values.ToDictionary(pair => pair.Key, pair => WireValue.Of(pair.Value), StringComparer.Ordinal)
            : await _resolver.ResolveAsync(schema, write.Values, call).ConfigureAwait(false);
        return write.Kind == RecordWriteKind.Create ? Create(schema, wire, correlationIsUnique) : Update(schema, write.SysId!, wire);
    }

    /// <summary>Writes until the outcome is known.</summary>
    /// <param name="write">The write.</param>
    /// <param name="lost">True when it was sent already and its answer was lost.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The result; null for a deletion.</returns>
    internal Task<WriteResult?> RunAsync(PendingWrite write, bool lost, CallContext call) => write.Kind switch
    {
        RecordWriteKind.Create => RunCreateAsync(write, lost, call),
        RecordWriteKind.Update => RunUpdateAsync(write, lost, call),
        _ => RunDeleteAsync(write, lost, call),
    };

    /// <summary>Like <see cref="RunAsync"/>, with a failure of this record as its outcome; what ends the whole call is still thrown.</summary>
    internal async Task<WriteOutcome> OutcomeAsync(PendingWrite write, bool lost, CallContext call)
    {
        try
        {
            return new WriteOutcome(await RunAsync(write, lost, call).ConfigureAwait(false), null);
        }
        catch (ElementException failure) when (!failure.EndsCall)
        {
            return new WriteOutcome(null, failure);
        }
    }

    /// <summary>Reads the answer to a write that travelled in a batch.</summary>
    internal async Task<WriteResult?> AcceptAsync(PendingWrite write, HttpResponseMessage answer, CallContext call) =>
        write.Kind == RecordWriteKind.Delete ? null : Accept(write, await ReadAsync(write.Request, write.Schema, answer, call).ConfigureAwait(false), verified: false, call);

    private PendingWrite Create(ObjectSchema schema, Dictionary<string, string> wire, bool correlationIsUnique)
    {
        bool ownId = !wire.ContainsKey("sys_id");
        string id = ownId ? wire["sys_id"] = Guid.NewGuid().ToString("N") : wire["sys_id"];

        // Hardened instances replace the sys_id without a word. Until one create has shown that it is kept, a correlation_id
        // makes the record findable as well (docs/decisions/0003).
        bool kept = _keepsSysId.TryGetValue(schema.Name, out bool known) && known;
        string? correlation = correlationIsUnique ? wire["correlation_id"] : null;
        if (!kept && schema.Find("correlation_id") != null && !wire.ContainsKey("correlation_id"))
        {
            correlation = wire["correlation_id"] = "sne-" + id;
        }

        return new PendingWrite
        {
            Kind = RecordWriteKind.Create,
            Schema = schema,
            SysId = id,
            Wire = wire,
            OwnId = ownId,
            Kept = kept,
            Correlation = correlation,
            Request = new ApiRequest { Method = HttpMethod.Post, Target = Target(schema, null), Table = schema.Name, Body = ElementJson.Write(wire) },
        };
    }

    private PendingWrite Update(ObjectSchema schema, string sysId, Dictionary<string, string> wire) => new()
    {
        Kind = RecordWriteKind.Update,
        Schema = schema,
        SysId = sysId,
        Wire = wire,
        Journals = wire.Where(pair => pair.Value.Length > 0 && schema.Find(pair.Key)?.Kind == FieldKind.Journal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        Started = Client.InstanceNow,
        Request = new ApiRequest { Method = new HttpMethod("PATCH"), Target = Target(schema, sysId), Table = schema.Name, Key = sysId, Body = ElementJson.Write(wire) },
    };

    private async Task<WriteResult?> RunCreateAsync(PendingWrite write, bool lost, CallContext call)
    {
        bool verified = lost;
        Record? created = lost ? await LookAsync(write, call).ConfigureAwait(false) : null;
        for (int send = lost ? 2 : 1; created == null; send++)
        {
            try
            {
                created = await OneAsync(write.Request, write.Schema, call).ConfigureAwait(false);
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the create in {write.Schema.Name} was lost ({unknown.Cause.Reason}); looking for the record before sending again.");
                created = await LookAsync(write, call).ConfigureAwait(false);
                verified = true;
                if (created == null && (send >= MostSends || !write.IsProvable))
                {
                    throw Unknown(write.Schema, write.SysId, unknown);
                }
            }
            catch (ElementException failure) when (failure.Reason == "DuplicateKey" && send > 1)
            {
                // The first send arrived after all.
                created = await LookAsync(write, call).ConfigureAwait(false);
                verified = true;
                if (created == null)
                {
                    throw;
                }
            }
        }

        return Accept(write, created, verified, call);
    }

    private async Task<WriteResult?> RunUpdateAsync(PendingWrite write, bool lost, CallContext call)
    {
        UnknownOutcomeException? unknown = null;
        for (int send = 1; ; send++)
        {
            if (lost)
            {
                call.Diagnostics.Verbose($"The answer to the change of {write.Schema.Name}/{write.SysId} was lost; reading before sending again.");
                Record now = await GetAsync(write.Schema, write.SysId, call).ConfigureAwait(false);
                bool there = Ignored(write.Schema, now, write.Wire).Count == 0;
                if (write.Journals.Count > 0)
                {
                    // A journal entry sent twice is there twice (contract §2.6): the entries themselves tell.
                    there = await new JournalCheck(source).IsWrittenAsync(write.SysId, write.Journals, write.Started, call).ConfigureAwait(false) ?? throw Unknown(write.Schema, write.SysId, unknown!);
                }

                if (there)
                {
                    return new WriteResult(now, [], Verified: true);
                }

                if (send > MostSends)
                {
                    throw Unknown(write.Schema, write.SysId, unknown!);
                }

                await Client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }

            try
            {
                return Accept(write, await OneAsync(write.Request, write.Schema, call).ConfigureAwait(false), verified: lost, call);
            }
            catch (UnknownOutcomeException failure)
            {
                unknown = failure;
                lost = true;
            }
        }
    }

    private async Task<WriteResult?> RunDeleteAsync(PendingWrite write, bool lost, CallContext call)
    {
        for (int send = lost ? 2 : 1; ; send++)
        {
            try
            {
                await Client.SendAsync(write.Request, _ => Task.FromResult(true), call).ConfigureAwait(false);
                return null;
            }
            catch (UnknownOutcomeException unknown) when (send >= MostSends)
            {
                throw Unknown(write.Schema, write.SysId, unknown);
            }
            catch (UnknownOutcomeException)
            {
                // Deleting twice leaves the same as deleting once, so it is simply sent again.
                await Client.Clock.DelayAsync(Backoff.For(send, 1, 10), call.Token).ConfigureAwait(false);
            }
            catch (ElementException failure) when (failure.Reason == "RecordNotFound" && send > 1)
            {
                return null;
            }
        }
    }

    private WriteResult Accept(PendingWrite write, Record record, bool verified, CallContext call)
    {
        Dictionary<string, string> wire = write.Wire;
        if (write.Kind == RecordWriteKind.Create)
        {
            _keepsSysId[write.Schema.Name] = record.SysId == write.SysId;
        }

        if (write.OwnId)
        {
            wire = wire.Where(pair => pair.Key != "sys_id").ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        }

        return Result(write.Schema, record, wire, verified, call);
    }

    internal Task<Record> GetAsync(ObjectSchema schema, string sysId, CallContext call) =>
        OneAsync(new ApiRequest { Target = Target(schema, sysId), Table = schema.Name, Key = sysId }, schema, call);

    private async Task<Record?> LookAsync(PendingWrite write, CallContext call)
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

    private Task<Record> OneAsync(ApiRequest request, ObjectSchema schema, CallContext call) => Client.SendAsync(
        request, response => ReadAsync(request, schema, response, call), call);

    private async Task<Record> ReadAsync(ApiRequest request, ObjectSchema schema, HttpResponseMessage response, CallContext call)
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
    }

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

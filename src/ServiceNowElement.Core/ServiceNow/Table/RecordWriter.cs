using ServiceNowElement.Errors;
using ServiceNowElement.Model;
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
    private readonly WritePlanner _planner = new(source, schemas);
    private readonly RecordExchange _exchange = new(source);

    private ApiClient Client => source.Client;

    internal Task<PendingWrite> PrepareAsync(RecordWrite write, CallContext call, bool correlationIsUnique = false) => _planner.PlanAsync(write, call, correlationIsUnique);

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
        write.Kind == RecordWriteKind.Delete ? null : Accept(write, await _exchange.ReadAsync(write.Request, write.Schema, answer, call).ConfigureAwait(false), verified: false, call);

    private async Task<WriteResult?> RunCreateAsync(PendingWrite write, bool lost, CallContext call)
    {
        bool verified = lost;
        Record? created = lost ? await _exchange.LookAsync(write, call).ConfigureAwait(false) : null;
        for (int send = lost ? 2 : 1; created == null; send++)
        {
            try
            {
                created = await _exchange.SendAsync(write.Request, write.Schema, call).ConfigureAwait(false);
            }
            catch (UnknownOutcomeException unknown)
            {
                call.Diagnostics.Verbose($"The answer to the create in {write.Schema.Name} was lost ({unknown.Cause.Reason}); looking for the record before sending again.");
                created = await _exchange.LookAsync(write, call).ConfigureAwait(false);
                verified = true;
                if (created == null && (send >= MostSends || !write.IsProvable))
                {
                    throw Unknown(write.Schema, write.SysId, unknown);
                }
            }
            catch (ElementException failure) when (failure.Reason == "DuplicateKey" && send > 1)
            {
                // The first send arrived after all.
                created = await _exchange.LookAsync(write, call).ConfigureAwait(false);
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
                Record now = await _exchange.GetAsync(write.Schema, write.SysId, call).ConfigureAwait(false);
                bool there = KeptValues.Ignored(write.Schema, now, write.Wire).Count == 0;
                if (write.Journals.Count > 0)
                {
                    // A journal entry sent twice is there twice (contract §2.6): the entries themselves tell.
                    there = await source.Tables.IsJournalWrittenAsync(source, write, call).ConfigureAwait(false) ?? throw Unknown(write.Schema, write.SysId, unknown!);
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
                return Accept(write, await _exchange.SendAsync(write.Request, write.Schema, call).ConfigureAwait(false), verified: lost, call);
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
            _planner.Learn(write.Schema, kept: record.SysId == write.SysId);
        }

        if (write.OwnId)
        {
            wire = wire.Where(pair => pair.Key != "sys_id").ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        }

        return Result(write.Schema, record, wire, verified, call);
    }

    internal Task<Record> GetAsync(ObjectSchema schema, string sysId, CallContext call) => _exchange.GetAsync(schema, sysId, call);

    private WriteResult Result(ObjectSchema schema, Record record, Dictionary<string, string> wire, bool verified, CallContext call)
    {
        List<string> ignored = KeptValues.Ignored(schema, record, wire);
        if (ignored.Count > 0)
        {
            string key = record["number"].Value is { Length: > 0 } number ? number : record.SysId;
            call.Diagnostics.Warning($"{Client.Instance}: {schema.Name} {key} was written, but the instance kept its own value for: {string.Join(", ", ignored)}.");
        }

        return new WriteResult(record, ignored, verified);
    }

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

using System.Collections.Concurrent;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Http;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Turns a write into the request for it: values resolved against the schema, and whatever makes its outcome provable (contract servicenow-rest §6.7).</summary>
internal sealed class WritePlanner(PageSource source, SchemaCache schemas)
{
    private readonly ConcurrentDictionary<string, bool> _keepsSysId = new(StringComparer.Ordinal);
    private readonly ValueResolver _resolver = new(source, schemas);

    internal async Task<PendingWrite> PlanAsync(RecordWrite write, CallContext call, bool correlationIsUnique = false)
    {
        ObjectSchema schema = await schemas.GetSchemaAsync(write.Object, call).ConfigureAwait(false);
        if (write.Kind == RecordWriteKind.Delete)
        {
            return new PendingWrite { Kind = write.Kind, Schema = schema, SysId = write.SysId!, Request = new ApiRequest { Method = HttpMethod.Delete, Target = source.Tables.Record(schema, write.SysId), Table = schema.Name, Key = write.SysId } };
        }

        Dictionary<string, string> wire = write.IsVerbatim
            ? write.Values.ToDictionary(pair => pair.Key, pair => WireValue.Of(pair.Value), StringComparer.Ordinal)
            : await _resolver.ResolveAsync(schema, write.Values, call).ConfigureAwait(false);
        return write.Kind == RecordWriteKind.Create ? Create(schema, wire, correlationIsUnique) : Update(schema, write.SysId!, wire);
    }

    /// <summary>Notes what a create has shown about the instance: whether it keeps a sys_id it is given.</summary>
    internal void Learn(ObjectSchema schema, bool kept) => _keepsSysId[schema.Name] = kept;

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
            Request = new ApiRequest { Method = HttpMethod.Post, Target = source.Tables.Record(schema, null), Table = schema.Name, Body = ElementJson.Write(wire) },
        };
    }

    private PendingWrite Update(ObjectSchema schema, string sysId, Dictionary<string, string> wire) => new()
    {
        Kind = RecordWriteKind.Update,
        Schema = schema,
        SysId = sysId,
        Wire = wire,
        Journals = wire.Where(pair => pair.Value.Length > 0 && schema.Find(pair.Key)?.Kind == FieldKind.Journal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        Started = source.Client.InstanceNow,
        Request = new ApiRequest { Method = new HttpMethod("PATCH"), Target = source.Tables.Record(schema, sysId), Table = schema.Name, Key = sysId, Body = ElementJson.Write(wire) },
    };
}

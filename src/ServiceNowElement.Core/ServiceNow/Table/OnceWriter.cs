using System.Security.Cryptography;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Creates a record once for a correlation, even when several processes try at the same time: the sys_id is computed from the
/// correlation, so that the instance's own unique key refuses the second one (contract servicenow-rest §2.5).
/// </summary>
internal sealed class OnceWriter(PageSource source, SchemaCache schemas, RecordWriter writer)
{
    private const string Column = "correlation_id";

    internal async Task<WriteResult> CreateAsync(string objectName, IReadOnlyDictionary<string, object?> values, string correlation, IfExists ifExists, CallContext call)
    {
        ObjectSchema schema = await schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false);
        FieldSchema column = schema.Find(Column) ?? throw ErrorCatalog.UnknownField.With(source.Client.Instance, Column, schema.Name, " A create with a correlation needs it.");
        if (column.MaxLength > 0 && correlation.Length > column.MaxLength)
        {
            throw ErrorCatalog.InvalidValue.With(correlation, $"correlation of at most {column.MaxLength} characters", Column);
        }

        Record? existing = await FindAsync(schema, Column, correlation, call).ConfigureAwait(false);
        if (existing == null)
        {
            var all = values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            string id = Id(schema.Name, correlation);
            all["sys_id"] = id;
            all[Column] = correlation;
            try
            {
                PendingWrite write = await writer.PrepareAsync(RecordWrite.Create(schema.Name, all), call, correlationIsUnique: true).ConfigureAwait(false);
                WriteResult created = (await writer.RunAsync(write, lost: false, call).ConfigureAwait(false))!;
                if (created.Record.SysId != id)
                {
                    await WarnOfTwinsAsync(schema, correlation, call).ConfigureAwait(false);
                }

                return created;
            }
            catch (ElementException failure) when (failure.Reason == "DuplicateKey")
            {
                // Another process was quicker by a moment.
                existing = await FindAsync(schema, "sys_id", id, call).ConfigureAwait(false);
                if (existing == null)
                {
                    throw;
                }
            }
        }

        return await ExistsAsync(schema, existing, values, correlation, ifExists, call).ConfigureAwait(false);
    }

    private async Task<WriteResult> ExistsAsync(ObjectSchema schema, Record existing, IReadOnlyDictionary<string, object?> values, string correlation, IfExists ifExists, CallContext call)
    {
        string number = existing["number"].Value is { Length: > 0 } shown ? shown : existing.SysId;
        switch (ifExists)
        {
            case IfExists.Return:
                return new WriteResult(existing, [], Verified: false);
            case IfExists.Comment:
                return await UpdateAsync(schema, existing, Comment(schema, values, correlation), call).ConfigureAwait(false);
            case IfExists.Update:
                return await UpdateAsync(schema, existing, values, call).ConfigureAwait(false);
            default:
                throw new ElementException(ErrorCatalog.DuplicateKey, ErrorCatalog.DuplicateKey.Text(source.Client.Instance, schema.Name, $"{number} has the correlation '{correlation}'"))
                {
                    Instance = source.Client.Instance,
                    Object = schema.Name,
                    Key = existing.SysId,
                };
        }
    }

    private async Task<WriteResult> UpdateAsync(ObjectSchema schema, Record existing, IReadOnlyDictionary<string, object?> values, CallContext call) =>
        (await writer.RunAsync(await writer.PrepareAsync(RecordWrite.Update(schema.Name, existing.SysId, values), call).ConfigureAwait(false), lost: false, call).ConfigureAwait(false))!;

    private static Dictionary<string, object?> Comment(ObjectSchema schema, IReadOnlyDictionary<string, object?> values, string correlation)
    {
        Dictionary<string, object?> journals = values.Where(pair => schema.Find(pair.Key)?.Kind == FieldKind.Journal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        if (journals.Count == 0)
        {
            values.TryGetValue("short_description", out object? text);
            journals["comments"] = WireValue.Of(text) is { Length: > 0 } said ? said : "Reported again: " + correlation;
        }

        return journals;
    }

    private async Task<Record?> FindAsync(ObjectSchema schema, string column, string value, CallContext call)
    {
        SortTerm[] oldest = [new SortTerm("sys_created_on", false), new SortTerm("sys_id", false)];
        return (await KeyLookup.FindAsync(source, All(schema), column, value, oldest, call).ConfigureAwait(false)).FirstOrDefault();
    }

    private TableRead All(ObjectSchema schema) => new(
        schema.Name, EncodedQuery.All, new RecordLayout(schema.Name, source.Client.Instance, ValueMode.Value, schema.Fields.Select(field => new RecordColumn(field.Name, field)).ToList()), allColumns: true);

    private async Task WarnOfTwinsAsync(ObjectSchema schema, string correlation, CallContext call)
    {
        // A hardened instance made its own sys_id, so its unique key could not keep another process from doing the same.
        long count = await source.CountAsync(All(schema).Narrow(new FilterTerm(Column, FilterOperator.Equal, [correlation])), call).ConfigureAwait(false);
        if (count > 1)
        {
            call.Diagnostics.Warning($"{source.Client.Instance}: {count} records of {schema.Name} have the correlation '{correlation}': another process created one at the same moment, and this instance does not keep sys_ids that would have prevented it.");
        }
    }

    private static string Id(string table, string correlation)
    {
        using var hash = SHA256.Create();
        byte[] bytes = hash.ComputeHash(ElementJson.Utf8.GetBytes("ServiceNowElement\n" + table + "\n" + correlation));
        return BitConverter.ToString(bytes, 0, 16).Replace("-", string.Empty).ToLowerInvariant();
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Finds the table a record is really in: an incident may be called by <c>task</c>, but its files belong to <c>incident</c>.</summary>
internal sealed class RecordClass(PageSource source, SchemaCache schemas)
{
    private const string ClassField = "sys_class_name";

    /// <summary>Returns the record's own table; <c>RecordNotFound</c> when it does not exist.</summary>
    internal async Task<string> FindAsync(string objectName, string sysId, CallContext call)
    {
        ObjectSchema schema = await schemas.GetSchemaAsync(objectName, call).ConfigureAwait(false);
        List<RecordColumn> columns = [new RecordColumn("sys_id", null)];
        if (schema.Find(ClassField) != null)
        {
            columns.Add(new RecordColumn(ClassField, null));
        }

        EncodedQuery query = EncodedQueryWriter.Write(new FilterTerm("sys_id", FilterOperator.Equal, [sysId]));
        var read = new TableRead(schema.Name, query, new RecordLayout(schema.Name, source.Client.Instance, ValueMode.Raw, columns));
        TablePage page = await source.FetchAsync(read, new PageRequest { Limit = 2 }, call).ConfigureAwait(false);
        Record record = page.Rows.FirstOrDefault() ?? throw NotFound(schema.Name, sysId);
        return record[ClassField].Value is { Length: > 0 } own ? own : schema.Name;
    }

    private ElementException NotFound(string table, string sysId) => new(ErrorCatalog.RecordNotFound, ErrorCatalog.RecordNotFound.Text(source.Client.Instance, $"{table} {sysId}"))
    {
        StatusCode = 404,
        Instance = source.Client.Instance,
        Object = table,
        Key = sysId,
    };
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Checks filters, order and columns against the schema before anything is sent: the instance would drop what it does not know (contract servicenow-rest §3.4).</summary>
internal sealed class QueryBinder(SchemaCache schemas, string instance)
{
    private const int LongestFieldList = 3000;

    internal async Task<(EncodedQuery Conditions, IReadOnlyList<SortTerm> Order)> BindAsync(
        FilterNode? filter, string? encoded, IReadOnlyList<SortTerm> orderBy, ObjectSchema schema, CallContext call)
    {
        EncodedQuery query;
        if (filter != null)
        {
            query = EncodedQueryWriter.Write(await FilterBinder.BindAsync(filter, schema, schemas, call, instance).ConfigureAwait(false));
        }
        else
        {
            query = EncodedQuery.Parse(encoded ?? string.Empty);
            await EncodedQueryChecker.CheckAsync(query, schema, schemas, call, instance).ConfigureAwait(false);
        }

        var order = new List<SortTerm>();
        foreach (SortTerm term in orderBy.Count > 0 ? orderBy : query.OrderBy)
        {
            order.Add(term with { Field = (await FieldAsync(schema, term.Field, call).ConfigureAwait(false)).Path });
        }

        return (query, order);
    }

    /// <summary>Finds a column, through references where the name has dots, and returns it spelled as the dictionary spells it.</summary>
    internal async Task<(string Path, FieldSchema Field)> FieldAsync(ObjectSchema schema, string name, CallContext call)
    {
        string[] steps = name.Split('.');
        ObjectSchema at = schema;
        for (int i = 0; ; i++)
        {
            FieldSchema field = at.Find(steps[i]) ?? throw Unknown(at, steps[i]);
            steps[i] = field.Name;
            if (i == steps.Length - 1)
            {
                return (string.Join(".", steps), field);
            }

            at = await schemas.GetSchemaAsync(field.Reference ?? throw Unknown(at, steps[i] + "." + steps[i + 1]), call).ConfigureAwait(false);
        }
    }

    /// <summary>Chooses the columns of a read: those that were named, all for <c>*</c>, the object's short list for none; sys_id is always among them.</summary>
    internal async Task<(List<RecordColumn> Columns, bool All)> ColumnsAsync(ObjectSchema schema, IReadOnlyList<string>? fields, CallContext call)
    {
        IEnumerable<string> names = fields == null || fields.Count == 0 ? ShortLists.For(schema) : fields;
        var columns = new List<RecordColumn>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool all = false;
        foreach (string name in names)
        {
            if (name == "*")
            {
                all = true;
                columns.AddRange(schema.Fields.Where(field => field.Kind != FieldKind.Secret && seen.Add(field.Name)).Select(field => new RecordColumn(field.Name, field)));
                continue;
            }

            (string path, FieldSchema field) found = await FieldAsync(schema, name.Trim(), call).ConfigureAwait(false);
            if (seen.Add(found.path))
            {
                columns.Add(new RecordColumn(found.path, found.field));
            }
        }

        if (seen.Add("sys_id"))
        {
            // Without it a page could not be checked, and the object could not be piped to a write.
            columns.Add(new RecordColumn("sys_id", schema.Find("sys_id")));
        }

        return (columns, all);
    }

    /// <summary>Tells whether the names make the address of a read too long.</summary>
    internal static bool IsLong(IEnumerable<RecordColumn> columns) => columns.Sum(column => column.Name.Length + 1) > LongestFieldList;

    private ElementException Unknown(ObjectSchema schema, string name) => new(
        ErrorCatalog.UnknownField,
        ErrorCatalog.UnknownField.Text(instance, name, schema.Name, NearestNames.Advice(name, schema.Fields.Select(field => field.Name))))
    {
        Instance = instance,
        Object = schema.Name,
    };
}

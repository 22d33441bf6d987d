using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>Checks filters, order and columns against the schema before anything is sent: the instance would drop what it does not know (contract servicenow-rest §3.4).</summary>
internal sealed class QueryBinder(SchemaCache schemas, string instance)
{
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

    private ElementException Unknown(ObjectSchema schema, string name) => new(
        ErrorCatalog.UnknownField,
        ErrorCatalog.UnknownField.Text(instance, name, schema.Name, NearestNames.Advice(name, schema.Fields.Select(field => field.Name))))
    {
        Instance = instance,
        Object = schema.Name,
    };
}

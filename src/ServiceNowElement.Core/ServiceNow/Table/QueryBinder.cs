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
            await FilterBinder.CheckAsync(query, schema, schemas, call, instance).ConfigureAwait(false);
        }

        var order = new List<SortTerm>();
        foreach (SortTerm term in orderBy.Count > 0 ? orderBy : query.OrderBy)
        {
            order.Add(term with { Field = (await FieldAsync(schema, term.Field, call).ConfigureAwait(false)).Path });
        }

        return (query, order);
    }

    internal Task<(string Path, FieldSchema Field)> FieldAsync(ObjectSchema schema, string name, CallContext call) =>
        FilterBinder.FieldAsync(name, schema, schemas, call, instance);
}

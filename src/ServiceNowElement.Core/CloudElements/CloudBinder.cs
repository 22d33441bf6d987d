using System.Text.RegularExpressions;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.ServiceNow.Schema;
using ServiceNowElement.ServiceNow.Table;

namespace ServiceNowElement.CloudElements;

/// <summary>Checks a query against the schema of a service and turns it into a read, before anything is sent.</summary>
internal sealed class CloudBinder(SchemaCache schemas, string instance)
{
    private static readonly Regex s_time = new(@"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$", RegexOptions.CultureInvariant);
    private readonly QueryBinder _names = new(schemas, instance);

    internal Task<(string Path, FieldSchema Field)> FieldAsync(ObjectSchema schema, string name, CallContext call) => _names.FieldAsync(schema, name, call);

    internal async Task<FilterNode?> FilterAsync(ObjectSchema schema, FilterNode? filter, string? encodedQuery, CallContext call)
    {
        if (!string.IsNullOrEmpty(encodedQuery))
        {
            // ServiceNow's own text has no way through a service (design §7).
            throw ErrorCatalog.NotSupported.With(instance, "takes no encoded query: it goes to an instance directly; give -Filter or -Where instead");
        }

        if (filter == null)
        {
            return null;
        }

        FilterNode bound = await FilterBinder.BindAsync(filter, schema, schemas, call, instance).ConfigureAwait(false);
        return await TimesAsync(bound, schema, call).ConfigureAwait(false);
    }

    internal async Task<IReadOnlyList<SortTerm>> OrderAsync(ObjectSchema schema, IReadOnlyList<SortTerm> orderBy, CallContext call)
    {
        var order = new List<SortTerm>();
        foreach (SortTerm term in orderBy)
        {
            order.Add(term with { Field = (await _names.FieldAsync(schema, term.Field, call).ConfigureAwait(false)).Path });
        }

        return order;
    }

    internal async Task<TableRead> PlanAsync(ObjectSchema schema, FilterNode? filter, IReadOnlyList<string>? fields, ValueMode mode, InvalidText invalidText, CallContext call)
    {
        (List<RecordColumn> columns, bool all) = await _names.ColumnsAsync(schema, fields, call).ConfigureAwait(false);
        bool walks = columns.Any(column => column.Name.Contains('.'));
        var layout = new RecordLayout(schema.Name, instance, mode, columns);

        // Without a list everything comes, and no address is too long.
        return new TableRead(schema.Name, EncodedQuery.All, layout, !walks && (all || QueryBinder.IsLong(columns)), invalidText) { Filter = filter };
    }

    /// <summary>Times go out in the form that is published for this element, with a T and in UTC (contract cloud-elements-api §7.2, §10.2).</summary>
    private async Task<FilterNode> TimesAsync(FilterNode node, ObjectSchema schema, CallContext call)
    {
        switch (node)
        {
            case FilterNot not:
                return new FilterNot(await TimesAsync(not.Child, schema, call).ConfigureAwait(false));
            case FilterGroup group:
                var children = new List<FilterNode>();
                foreach (FilterNode child in group.Children)
                {
                    children.Add(await TimesAsync(child, schema, call).ConfigureAwait(false));
                }

                return new FilterGroup(group.IsOr, children);
            case FilterTerm term when term.Values.Any(value => value is string text && s_time.IsMatch(text)):
                bool isTime = (await _names.FieldAsync(schema, term.Field, call).ConfigureAwait(false)).Field.Kind == FieldKind.DateTime;
                return isTime ? new FilterTerm(term.Field, term.Operator, [.. term.Values.Select(value => value is string text ? s_time.Replace(text, "$1T$2") : value)]) : term;
            default:
                return node;
        }
    }
}

using ServiceNowElement.Model;

namespace ServiceNowElement.Transformations;

/// <summary>Counts over a defined object: names go to the table, figures come back under the names they were asked for by.</summary>
internal static class TransformedAggregate
{
    internal static async Task<IReadOnlyList<AggregateRow>> RunAsync(TransformationMapper mapper, IElement inner, AggregateQuery query, CallContext call)
    {
        AggregateQuery vendor = query with
        {
            Object = mapper.Transformation.VendorName,
            Filter = query.Filter == null ? null : mapper.VendorFilter(query.Filter),
            GroupBy = Translate(mapper, query.GroupBy),
            Sum = Translate(mapper, query.Sum),
            Average = Translate(mapper, query.Average),
            Minimum = Translate(mapper, query.Minimum),
            Maximum = Translate(mapper, query.Maximum),
        };
        IReadOnlyList<AggregateRow> rows = await inner.AggregateAsync(vendor, call).ConfigureAwait(false);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in query.GroupBy.Concat(query.Sum).Concat(query.Average).Concat(query.Minimum).Concat(query.Maximum))
        {
            names[mapper.VendorName(name)] = name;
        }

        return [.. rows.Select(row => new AggregateRow
        {
            Object = mapper.Transformation.ObjectName,
            Groups = [.. row.Groups.Select(group => Rename(mapper, names, group))],
            Count = row.Count,
            Sum = Rename(names, row.Sum),
            Average = Rename(names, row.Average),
            Minimum = Rename(names, row.Minimum),
            Maximum = Rename(names, row.Maximum),
        })];
    }

    private static List<string> Translate(TransformationMapper mapper, IReadOnlyList<string> names) => [.. names.Select(mapper.VendorName)];

    private static AggregateGroup Rename(TransformationMapper mapper, Dictionary<string, string> names, AggregateGroup group)
    {
        string name = NameOf(names, group.Field);
        FieldMap? field = mapper.Find(name);
        return new AggregateGroup(name, field == null ? group.Schema : field.Describe(group.Schema), field == null ? group.Value : field.ReadText(group.Value));
    }

    private static Dictionary<string, string> Rename(Dictionary<string, string> names, IReadOnlyDictionary<string, string> figures) =>
        figures.ToDictionary(figure => NameOf(names, figure.Key), figure => figure.Value, StringComparer.Ordinal);

    private static string NameOf(Dictionary<string, string> names, string column) => names.TryGetValue(column, out string? name) ? name : column;
}

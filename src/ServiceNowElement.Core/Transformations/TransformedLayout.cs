using ServiceNowElement.Model;

namespace ServiceNowElement.Transformations;

/// <summary>Gives the records of one read their new names: the layout is computed once, a record is only a new order of the same values.</summary>
internal sealed class TransformedLayout
{
    private const string IdColumn = "sys_id";
    private readonly TransformationMapper _mapper;
    private readonly TransformedPlan _plan;
    private readonly HashSet<string>? _asked;
    private RecordLayout? _source;
    private RecordLayout _target = null!;
    private (int Source, FieldMap? Field)[] _places = [];

    /// <param name="mapper">The transformation.</param>
    /// <param name="plan">What is known about the table.</param>
    /// <param name="asked">The fields the caller named; null for all there are.</param>
    internal TransformedLayout(TransformationMapper mapper, TransformedPlan plan, IReadOnlyList<string>? asked)
    {
        _mapper = mapper;
        _plan = plan;
        bool all = asked == null || asked.Count == 0 || asked.Contains("*");
        _asked = all ? null : new HashSet<string>(asked!.Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase);
    }

    internal RecordPage Rename(RecordPage page) => new(page.Records.Select(Rename).ToList(), page.Total);

    internal Record Rename(Record record)
    {
        if (!ReferenceEquals(record.Layout, _source))
        {
            Prepare(record.Layout);
        }

        var values = new FieldValue[_places.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int source, FieldMap? field) = _places[i];
            values[i] = field == null ? record[source] : field.ReadText(record[source]);
        }

        return new Record(_target, values);
    }

    /// <summary>Names the columns that a read of these columns would show.</summary>
    internal IReadOnlyList<string> Names(IReadOnlyList<string> columns) =>
        [.. Map([.. columns.Select(name => new RecordColumn(name, null))]).Select(place => place.Column.Name)];

    private void Prepare(RecordLayout source)
    {
        List<(RecordColumn Column, int Source, FieldMap? Field)> map = Map(source.Columns);
        int id = source.SysIdIndex;
        int visible = map.FindIndex(place => place.Source == id);
        var places = map.Select(place => (place.Source, place.Field)).ToList();
        if (visible < 0 && id >= 0)
        {
            // Records that do not show their identifier still have one.
            places.Add((id, null));
        }

        _places = [.. places];
        _target = new RecordLayout(_mapper.Transformation.ObjectName, source.Instance, source.Mode, [.. map.Select(place => place.Column)])
        {
            IsTransformed = true,
            SysIdIndex = visible >= 0 ? visible : id >= 0 ? map.Count : -1,
        };
        _source = source;
    }

    private List<(RecordColumn Column, int Source, FieldMap? Field)> Map(IReadOnlyList<RecordColumn> columns)
    {
        var map = new List<(RecordColumn, int, FieldMap?)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var rest = new List<(RecordColumn, int, FieldMap?)>();
        for (int i = 0; i < columns.Count; i++)
        {
            RecordColumn column = columns[i];
            foreach (MappedColumn mapped in _plan.Of(column.Name).Where(mapped => IsAsked(mapped, column.Name) && names.Add(mapped.Field.Own.Text)))
            {
                map.Add((new RecordColumn(mapped.Field.Own.Text, mapped.Field.Describe(column.Field)), i, mapped.Field));
            }

            string name = _mapper.FieldName(column.Name);
            if ((_mapper.PassesFromVendor || name != column.Name) && !_mapper.Fields.Any(field => string.Equals(field.Vendor.Text, column.Name, StringComparison.OrdinalIgnoreCase)))
            {
                rest.Add((name == column.Name ? column : column with { Name = name }, i, null));
            }
        }

        // A mapped field hides a column of its name.
        map.AddRange(rest.Where(place => names.Add(place.Item1.Name)));
        return map;
    }

    private bool IsAsked(MappedColumn mapped, string column) =>
        _asked == null || column == IdColumn || _asked.Contains(mapped.Field.Own.Text) || _asked.Contains(column);
}

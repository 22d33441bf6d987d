using ServiceNowElement.Query;

namespace ServiceNowElement.Transformations;

/// <summary>
/// Turns records of a table into those of a defined object and back (contract cloud-elements-api §13.5). Paths are parsed once; the mapper is
/// safe for use from several threads and throws for no record. Records are neutral trees: <c>IDictionary&lt;string, object?&gt;</c>,
/// <c>IList&lt;object?&gt;</c>, text, bool, decimal, long and null. The given record is never changed.
/// </summary>
public sealed class TransformationMapper
{
    private readonly TransformationDirection _from;
    private readonly TransformationDirection _to;
    private readonly Dictionary<string, FieldMap> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldMap> _loose = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Initializes a new instance of the <see cref="TransformationMapper"/> class.</summary>
    /// <param name="transformation">The transformation, levels merged and types completed (<see cref="TransformationMerger"/>).</param>
    public TransformationMapper(Transformation transformation)
    {
        Transformation = transformation ?? throw new ArgumentNullException(nameof(transformation));
        var notes = new List<string>();
        Fields = Compile(transformation, notes);
        Notes = notes;
        PassesFromVendor = TransformationRules.Passes(transformation.Rules, fromVendor: true);
        PassesToVendor = TransformationRules.Passes(transformation.Rules, fromVendor: false);
        _from = new TransformationDirection(Fields, PassesFromVendor, fromVendor: true);
        _to = new TransformationDirection(Fields, PassesToVendor, fromVendor: false);
        foreach (FieldMap field in Fields)
        {
            _exact[field.Own.Text] = field;
            _loose[field.Own.Text] = field;
        }
    }

    /// <summary>Gets the transformation.</summary>
    public Transformation Transformation { get; }

    /// <summary>Gets what is not carried out, one sentence each: a path that cannot be read, a date pattern that is not supported, a script.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Gets a value indicating whether unmapped members pass into records that are read.</summary>
    public bool PassesFromVendor { get; }

    /// <summary>Gets a value indicating whether unmapped members pass into records that are written.</summary>
    public bool PassesToVendor { get; }

    internal IReadOnlyList<FieldMap> Fields { get; }

    /// <summary>Makes the record of the defined object.</summary>
    /// <param name="record">A record of the table.</param>
    /// <returns>A new record; absent members stay absent, mapped members have their new name only.</returns>
    public IDictionary<string, object?> FromVendor(IDictionary<string, object?> record) => _from.Run(record ?? throw new ArgumentNullException(nameof(record)));

    /// <summary>Makes the record of the table.</summary>
    /// <param name="record">A record of the defined object, or the part of one that is written.</param>
    /// <returns>A new record.</returns>
    public IDictionary<string, object?> ToVendor(IDictionary<string, object?> record) => _to.Run(record ?? throw new ArgumentNullException(nameof(record)));

    /// <summary>Translates a name in <c>where</c>, <c>orderBy</c> or <c>fields</c>; a dot-walk may go on after a mapped name.</summary>
    /// <param name="field">A field of the defined object, or a vendor's name.</param>
    /// <returns>The vendor path; the name itself when it is no field of the defined object.</returns>
    public string VendorName(string field)
    {
        string name = field ?? throw new ArgumentNullException(nameof(field));
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (Find(name.Substring(0, end)) is { } map)
            {
                return map.Vendor.Text + name.Substring(end);
            }
        }

        return name;
    }

    /// <summary>Translates the names of a filter; the values stay.</summary>
    /// <param name="filter">A filter over the defined object.</param>
    /// <returns>The filter over the table.</returns>
    public FilterNode VendorFilter(FilterNode filter) => FilterNames.Rename(filter, VendorName);

    /// <summary>Finds the name under which a column or dot-walk shows in the defined object.</summary>
    /// <param name="vendorField">The column.</param>
    /// <returns>The field; the name itself when it is not mapped.</returns>
    public string FieldName(string vendorField)
    {
        string name = vendorField ?? throw new ArgumentNullException(nameof(vendorField));
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            string part = name.Substring(0, end);
            if (Fields.FirstOrDefault(field => field.FromVendor && string.Equals(field.Vendor.Text, part, StringComparison.OrdinalIgnoreCase)) is { } map)
            {
                return map.Own.Text + name.Substring(end);
            }
        }

        return name;
    }

    internal FieldMap? Find(string name) => _exact.TryGetValue(name, out FieldMap? field) || _loose.TryGetValue(name, out field) ? field : null;

    private static List<FieldMap> Compile(Transformation transformation, List<string> notes)
    {
        var fields = new List<FieldMap>();
        foreach (TransformationField field in transformation.Fields.Where(field => field.VendorPath.Trim().Length > 0))
        {
            ElementPath? own = ElementPath.Parse(field.Path);
            ElementPath? vendor = ElementPath.Parse(field.VendorPath);
            if (own == null || vendor == null)
            {
                notes.Add($"{transformation.ObjectName}: the path '{(own == null ? field.Path : field.VendorPath)}' cannot be read; the field is left out.");
                continue;
            }

            TransformationRule? dateRule = TransformationRules.Of(field.Rules, TransformationRules.TransformDate);
            DatePattern? dates = DatePattern.Parse(dateRule?.Pattern);
            if (dateRule != null && dates == null)
            {
                notes.Add($"{transformation.ObjectName}: the date pattern '{dateRule.Pattern}' of '{field.Path}' is not supported; its values stay as they are.");
            }

            fields.Add(new FieldMap(field, own, vendor, dates));
        }

        if (!string.IsNullOrWhiteSpace(transformation.Script))
        {
            notes.Add($"{transformation.ObjectName}: the script is kept, but it is not run; only the mapping is applied.");
        }

        return fields;
    }
}

using System.Runtime.CompilerServices;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>Applies a transformation to records and names (contract cloud-elements-api §13.5).</summary>
internal sealed class RecordShape
{
    private const string ReferenceValue = ".value";

    // Paths are parsed once for as long as the transformation is kept by its source.
    private static readonly ConditionalWeakTable<Transformation, RecordShape> s_known = [];
    private readonly TransformationMapper _mapper;

    private RecordShape(Transformation transformation)
    {
        _mapper = new TransformationMapper(transformation);
        Note = _mapper.Notes.Count == 0 ? null : string.Join("; ", _mapper.Notes);
    }

    /// <summary>Gets what the caller has to know of it, for <c>Elements-Error</c>; or null.</summary>
    internal string? Note { get; }

    /// <summary>Gets a value indicating whether unmapped members are read as well.</summary>
    internal bool PassesFromVendor => _mapper.PassesFromVendor;

    internal static RecordShape? Of(Transformation? transformation) => transformation == null ? null : s_known.GetValue(transformation, found => new RecordShape(found));

    internal IDictionary<string, object?> FromVendor(IDictionary<string, object?> record) => _mapper.FromVendor(record);

    internal IDictionary<string, object?> ToVendor(IDictionary<string, object?> record) => _mapper.ToVendor(record);

    /// <summary>Translates a name of conditions and orders. The value inside a reference is the column itself (contract §7.3).</summary>
    internal string VendorName(string field)
    {
        string name = _mapper.VendorName(field);
        return name != field && name.EndsWith(ReferenceValue, StringComparison.Ordinal) ? name[..^ReferenceValue.Length] : name;
    }

    /// <summary>Translates a name of members to return; one that holds mapped members stands for all of them.</summary>
    internal IEnumerable<string> VendorNames(string field)
    {
        List<string> inside = [.. _mapper.Transformation.Fields.Select(known => known.Path).Where(path => path.StartsWith(field + ".", StringComparison.Ordinal) || path.StartsWith(field + "[", StringComparison.Ordinal))];
        return inside.Count > 0 && _mapper.Transformation.Fields.All(known => known.Path != field) ? inside.Select(VendorName) : [VendorName(field)];
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Transformations;

/// <summary>One defined object on one element: translates what goes to the table behind it.</summary>
internal sealed class TransformedObject(TransformationMapper mapper, IElement inner)
{
    private const string IdColumn = "sys_id";
    private TransformedPlan? _plan;

    internal string Name => mapper.Transformation.ObjectName;

    internal string Vendor => mapper.Transformation.VendorName;

    internal TransformationMapper Mapper => mapper;

    /// <summary>Finds out once which mapped columns the table has; two calls at the same time find the same.</summary>
    internal async Task<TransformedPlan> PlanAsync(CallContext call)
    {
        TransformedPlan? known = Volatile.Read(ref _plan);
        if (known != null)
        {
            return known;
        }

        QueryTranslation table = await inner.TranslateAsync(new RecordQuery { Object = Vendor }, call).ConfigureAwait(false);
        var columns = new List<MappedColumn>();
        foreach (FieldMap field in mapper.Fields.Where(field => field.FromVendor))
        {
            string? column = field.Vendor.IsPlain ? await ColumnAsync(field.Vendor.Text, call).ConfigureAwait(false) : null;
            if (column != null)
            {
                columns.Add(new MappedColumn(field, column));
            }
            else
            {
                call.Diagnostics.Verbose($"{Name}: {Vendor} on {inner.Instance} has no column '{field.Vendor.Text}', so records have no '{field.Own.Text}'.");
            }
        }

        var plan = new TransformedPlan(columns, table.Columns);
        Volatile.Write(ref _plan, plan);
        return plan;
    }

    /// <summary>Translates the columns of a read.</summary>
    /// <param name="fields">What the caller named; null for the short list, or for all.</param>
    /// <param name="all">True when none means all.</param>
    /// <param name="plan">What is known about the table.</param>
    internal List<string> VendorFields(IReadOnlyList<string>? fields, bool all, TransformedPlan plan)
    {
        var names = new List<string>();
        foreach (string field in fields is { Count: > 0 } ? fields : all ? ["*"] : [string.Empty])
        {
            string name = field.Trim();
            if (name is "*" or "")
            {
                names.AddRange(plan.Columns.Select(mapped => mapped.Column));
                names.AddRange(mapper.PassesFromVendor ? name == "*" ? [name] : plan.ShortList : Enumerable.Empty<string>());
                continue;
            }

            string vendor = mapper.VendorName(name);
            bool isMapped = !string.Equals(vendor, name, StringComparison.Ordinal) || mapper.Find(name) != null;
            if (mapper.Find(name) is { FromVendor: false } || (!isMapped && !mapper.PassesFromVendor && name != IdColumn))
            {
                IEnumerable<string> near = NearestNames.Find(name, mapper.Fields.Where(map => map.FromVendor).Select(map => map.Own.Text));
                throw ErrorCatalog.UnknownField.With(inner.Instance, name, Name, NearestNames.Advice([.. near]));
            }

            names.Add(vendor);
        }

        names.Add(IdColumn);
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    internal RecordQuery VendorQuery(RecordQuery query, TransformedPlan plan) => query with
    {
        Object = Vendor,
        Filter = query.Filter == null ? null : mapper.VendorFilter(query.Filter),
        Fields = VendorFields(query.Fields, all: false, plan),
        OrderBy = [.. query.OrderBy.Select(term => new SortTerm(mapper.VendorName(term.Field), term.Descending))],
    };

    /// <summary>Translates what is written; what the transformation leaves out is said.</summary>
    internal Dictionary<string, object?> VendorValues(IReadOnlyDictionary<string, object?> values, CallContext call)
    {
        var result = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var unmapped = new List<KeyValuePair<string, object?>>();
        var dropped = new List<string>();
        foreach (KeyValuePair<string, object?> value in values)
        {
            FieldMap? field = mapper.Find(value.Key);
            if (field is { ToVendor: true, Vendor.IsPlain: true })
            {
                result[field.Vendor.Text] = field.WriteValue(value.Value);
            }
            else if (field == null && mapper.PassesToVendor)
            {
                unmapped.Add(value);
            }
            else
            {
                dropped.Add(value.Key);
            }
        }

        foreach (KeyValuePair<string, object?> value in unmapped.Where(value => !result.ContainsKey(value.Key)))
        {
            result[value.Key] = value.Value;
        }

        if (dropped.Count > 0)
        {
            call.Diagnostics.Warning($"The transformation of {Name} does not write {string.Join(", ", dropped)}.");
        }

        return result;
    }

    internal RecordWrite VendorWrite(RecordWrite write, CallContext call)
    {
        RecordWrite translated = write.Kind switch
        {
            RecordWriteKind.Create => RecordWrite.Create(Vendor, VendorValues(write.Values, call)),
            RecordWriteKind.Update => RecordWrite.Update(Vendor, write.SysId!, VendorValues(write.Values, call)),
            _ => RecordWrite.Delete(Vendor, write.SysId!),
        };
        return write.IsVerbatim ? translated.Verbatim() : translated;
    }

    internal WriteResult Result(WriteResult result, TransformedPlan plan) =>
        new(new TransformedLayout(mapper, plan, null).Rename(result.Record), [.. result.IgnoredFields.Select(mapper.FieldName)], result.Verified);

    /// <summary>Describes the defined object: its fields first, then the columns that pass.</summary>
    internal async Task<ObjectSchema> SchemaAsync(CallContext call)
    {
        ObjectSchema table = await inner.GetSchemaAsync(Vendor, call).ConfigureAwait(false);
        TransformedPlan plan = await PlanAsync(call).ConfigureAwait(false);
        var fields = new List<FieldSchema>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (MappedColumn mapped in plan.Columns.Where(mapped => names.Add(mapped.Field.Own.Text)))
        {
            FieldSchema? column = await DescribeAsync(table, mapped.Column, call).ConfigureAwait(false);
            fields.Add(mapped.Field.Describe(column) ?? new FieldSchema { Name = mapped.Field.Own.Text, Label = mapped.Field.Own.Text });
        }

        IEnumerable<FieldSchema> rest = mapper.PassesFromVendor ? table.Fields : [];
        fields.AddRange(rest.Where(field => !mapper.Fields.Any(map => string.Equals(map.Vendor.Text, field.Name, StringComparison.OrdinalIgnoreCase)) && names.Add(field.Name)));
        return new ObjectSchema(Name, table.Label, [table.Name, .. table.Ancestors], fields) { IsInferred = table.IsInferred };
    }

    private async Task<string?> ColumnAsync(string path, CallContext call)
    {
        try
        {
            QueryTranslation found = await inner.TranslateAsync(new RecordQuery { Object = Vendor, Fields = [path] }, call).ConfigureAwait(false);
            return found.Columns.FirstOrDefault(column => string.Equals(column, path, StringComparison.OrdinalIgnoreCase));
        }
        catch (ElementException failure) when (failure.Reason is "UnknownField")
        {
            // A member that is absent makes no member (contract §13.5); the caller of a filter on it is told.
            return null;
        }
    }

    private async Task<FieldSchema?> DescribeAsync(ObjectSchema table, string column, CallContext call)
    {
        string[] parts = column.Split('.');
        ObjectSchema at = table;
        for (int i = 0; i < parts.Length - 1; i++)
        {
            if (at.Find(parts[i])?.Reference is not { Length: > 0 } target)
            {
                return null;
            }

            at = await inner.GetSchemaAsync(target, call).ConfigureAwait(false);
        }

        return at.Find(parts[parts.Length - 1]);
    }
}

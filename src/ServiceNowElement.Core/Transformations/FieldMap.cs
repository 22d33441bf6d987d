using ServiceNowElement.Model;

namespace ServiceNowElement.Transformations;

/// <summary>One mapping, compiled.</summary>
internal sealed class FieldMap
{
    private readonly string? _type;
    private readonly string? _vendorType;
    private readonly DatePattern? _dates;

    internal FieldMap(TransformationField field, ElementPath own, ElementPath vendor, DatePattern? dates)
    {
        Own = own;
        Vendor = vendor;
        _type = field.Type;
        _vendorType = field.VendorType;
        _dates = dates;
        FromVendor = TransformationRules.Carries(field.Rules, fromVendor: true);
        ToVendor = TransformationRules.Carries(field.Rules, fromVendor: false);
    }

    internal ElementPath Own { get; }

    internal ElementPath Vendor { get; }

    /// <summary>Gets a value indicating whether the field is carried into records that are read.</summary>
    internal bool FromVendor { get; }

    /// <summary>Gets a value indicating whether the field is carried into records that are written.</summary>
    internal bool ToVendor { get; }

    internal object? ReadValue(object? value) => ValueConverter.Convert(_dates == null ? value : _dates.FromVendor(value), _type);

    internal object? WriteValue(object? value) => ValueConverter.Convert(_dates == null ? value : _dates.ToVendor(value), _vendorType);

    /// <summary>Rewrites a stored text where dates have a pattern; values of elements stay texts, their type is in the schema.</summary>
    internal FieldValue ReadText(FieldValue value) => _dates?.FromVendor(value.Value) is string text ? new FieldValue(text, value.Display == null ? null : text) : value;

    /// <summary>Describes the column under its new name, of the declared type.</summary>
    internal FieldSchema? Describe(FieldSchema? vendor)
    {
        string type = _dates != null ? "string" : _type?.Trim().ToUpperInvariant() ?? string.Empty;
        FieldKind? declared = type switch
        {
            "NUMBER" or "DECIMAL" or "FLOAT" or "DOUBLE" => FieldKind.Decimal,
            "INT" or "INTEGER" or "LONG" => FieldKind.Integer,
            "BOOLEAN" => FieldKind.Boolean,
            "DATE" => vendor?.Kind == FieldKind.Date ? FieldKind.Date : FieldKind.DateTime,
            "STRING" or "string" => FieldKind.Text,
            _ => null,
        };
        if (vendor == null && declared == null)
        {
            return null;
        }

        // Text with a label is text still; a column that became a number or a date has none.
        bool labelled = _dates == null && (declared is null or FieldKind.Text);
        return new FieldSchema
        {
            Name = Own.Text,
            Label = vendor?.Label ?? Own.Text,
            Table = vendor?.Table ?? string.Empty,
            InternalType = declared == null || vendor?.Kind == declared ? vendor?.InternalType ?? "string" : type.ToLowerInvariant(),
            Kind = declared ?? vendor!.Kind,
            Reference = labelled ? vendor?.Reference : null,
            MaxLength = vendor?.MaxLength,
            Mandatory = vendor?.Mandatory ?? false,
            ReadOnly = (vendor?.ReadOnly ?? false) || !ToVendor,
            IsDisplay = vendor?.IsDisplay ?? false,
            Choices = labelled ? vendor?.Choices ?? [] : [],
        };
    }
}

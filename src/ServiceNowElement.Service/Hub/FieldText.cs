using System.Text.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Hub;

/// <summary>Writes the fields of an object (contract cloud-elements-api §8).</summary>
/// <param name="writer">The JSON.</param>
/// <param name="helium">True for the wider shape.</param>
/// <param name="customOnly">True to write the instance's own columns only.</param>
internal sealed class FieldText(Utf8JsonWriter writer, bool helium, bool customOnly)
{
    private static readonly string[] s_writing = ["POST", "PATCH", "PUT", "GET"];

    internal void WriteAll(ObjectSchema schema, Transformation? transformation)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("fields");
        var mapped = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (TransformationField field in transformation?.Fields ?? [])
        {
            mapped.Add(field.VendorPath);
            FieldSchema? column = schema.Find(field.VendorPath.Split('.', '[')[0]);
            Write(field.Path, field.VendorPath, field.Type, column ?? new FieldSchema { Name = field.VendorPath, Label = field.Path });
        }

        bool passes = RecordShape.Of(transformation)?.PassesFromVendor ?? true;
        foreach (FieldSchema column in schema.Fields.Where(column => passes && !mapped.Contains(column.Name)))
        {
            Write(column.Name, column.Name, null, column);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Type(FieldSchema column) => column.Kind switch
    {
        FieldKind.Integer or FieldKind.Decimal => "number",
        FieldKind.Boolean => "boolean",
        FieldKind.Date or FieldKind.DateTime => "date",
        _ => "string",
    };

    private void Write(string path, string vendorPath, string? type, FieldSchema column)
    {
        bool custom = column.Name.StartsWith("u_", StringComparison.Ordinal);
        if (customOnly && !custom)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", type ?? Type(column));
        writer.WriteString("vendorPath", vendorPath);
        writer.WriteString("vendorDisplayName", column.Label);
        writer.WriteBoolean("vendorReadOnly", column.ReadOnly);
        writer.WriteBoolean("vendorRequired", column.Mandatory);
        if (column.Kind is FieldKind.Date or FieldKind.DateTime)
        {
            writer.WriteString("mask", column.Kind == FieldKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss");
        }

        writer.WriteBoolean("custom", custom);
        if (helium)
        {
            Wider(path, column);
        }

        writer.WriteEndObject();
    }

    private void Wider(string path, FieldSchema column)
    {
        bool writable = !column.ReadOnly;
        writer.WriteString("path", path);
        writer.WriteString("displayName", column.Label);
        writer.WriteString("vendorNativeType", column.InternalType);
        writer.WriteBoolean("filterable", column.Kind is not (FieldKind.Journal or FieldKind.Secret));
        writer.WriteBoolean("createable", writable);
        writer.WriteBoolean("updateable", writable);
        writer.WriteStartArray("method");
        foreach (string method in s_writing.Where(method => writable || method == "GET"))
        {
            writer.WriteStringValue(method);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("picklistValues");
        foreach (Choice choice in column.Choices)
        {
            writer.WriteStartObject();
            writer.WriteString("value", choice.Value);
            writer.WriteString("displayValue", choice.Label);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("restrictedPicklist", column.Choices.Count > 0);

        // For our own client: what it needs to complete and convert values without the instance's dictionary.
        if (column.Reference != null)
        {
            writer.WriteString("reference", column.Reference);
        }

        if (column.MaxLength is { } length)
        {
            writer.WriteNumber("maxLength", length);
        }

        writer.WriteBoolean("display", column.IsDisplay);
    }
}

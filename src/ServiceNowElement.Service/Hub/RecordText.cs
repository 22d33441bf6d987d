using System.Text.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.Service.Hub;

/// <summary>
/// Writes the record that a write left behind in the shape the instance's lists have: texts, references as <c>{"link","value"}</c>. It is
/// made from the answer of the write itself. Reading the record again could fail after the write was committed, and a caller who is
/// told of a failure repeats the write.
/// </summary>
internal static class RecordText
{
    internal static void Write(Utf8JsonWriter writer, Record record, Uri address, bool display)
    {
        writer.WriteStartObject();
        for (int i = 0; i < record.Layout.Columns.Count; i++)
        {
            RecordColumn column = record.Layout.Columns[i];
            FieldValue value = record[i];
            if (!value.IsAbsent)
            {
                writer.WritePropertyName(column.Name);
                Value(writer, value, Link(column.Field, value, address), display);
            }
        }

        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, FieldValue value, string? link, bool display)
    {
        string text = value.Value ?? value.Display ?? string.Empty;
        if (!display && link == null)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        if (display)
        {
            writer.WriteString("display_value", value.Display ?? text);
        }

        if (link != null)
        {
            writer.WriteString("link", link);
        }

        writer.WriteString("value", text);
        writer.WriteEndObject();
    }

    private static string? Link(FieldSchema? field, FieldValue value, Uri address) =>
        field is { Kind: FieldKind.Reference, Reference.Length: > 0 } && value.Value is { Length: > 0 } id
            ? new Uri(address, $"{RecordSource.TablePath(field.Reference)}/{Uri.EscapeDataString(id)}").AbsoluteUri
            : null;
}

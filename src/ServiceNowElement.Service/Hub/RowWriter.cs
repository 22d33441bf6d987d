using System.Text.Json;

namespace ServiceNowElement.Service.Hub;

/// <summary>Writes rows that do not pass through as they are: renamed by a transformation, without nulls, or with fewer members.</summary>
/// <param name="shape">The transformation, or null.</param>
/// <param name="dropsNulls">True to leave out members that are null, at every depth (contract cloud-elements-api §7.5).</param>
/// <param name="only">The vendor's names of the members to write; null for all.</param>
internal sealed class RowWriter(RecordShape? shape, bool dropsNulls, IReadOnlySet<string>? only = null)
{
    /// <summary>Writes all rows of an array, or one row.</summary>
    internal void WriteAll(Utf8JsonWriter writer, JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Array)
        {
            Write(writer, result);
            return;
        }

        writer.WriteStartArray();
        foreach (JsonElement row in result.EnumerateArray())
        {
            Write(writer, row);
        }

        writer.WriteEndArray();
    }

    internal void Write(Utf8JsonWriter writer, JsonElement row)
    {
        if (shape == null)
        {
            Value(writer, row, only);
            return;
        }

        Dictionary<string, object?> members = JsonTree.Object(row, only);
        JsonTree.Write(writer, shape.FromVendor(members), dropsNulls);
    }

    private void Value(Utf8JsonWriter writer, JsonElement value, IReadOnlySet<string>? names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    bool isNull = dropsNulls && member.Value.ValueKind == JsonValueKind.Null;
                    if (!isNull && names?.Contains(member.Name) != false)
                    {
                        writer.WritePropertyName(member.Name);
                        Value(writer, member.Value, null);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Value(writer, item, null);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}

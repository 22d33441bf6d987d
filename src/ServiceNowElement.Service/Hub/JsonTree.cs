using System.Globalization;
using System.Text.Json;

namespace ServiceNowElement.Service.Hub;

/// <summary>JSON as dictionaries, lists and plain values, which is what transformations work on.</summary>
internal static class JsonTree
{
    internal static Dictionary<string, object?> Object(JsonElement element, IReadOnlySet<string>? only = null)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (only?.Contains(member.Name) != false)
            {
                members[member.Name] = Value(member.Value);
            }
        }

        return members;
    }

    internal static void Write(Utf8JsonWriter writer, object? value, bool dropsNulls)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case IReadOnlyDictionary<string, object?> members:
                Members(writer, members, dropsNulls);
                break;
            case IDictionary<string, object?> members:
                Members(writer, members, dropsNulls);
                break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    Write(writer, item, dropsNulls);
                }

                writer.WriteEndArray();
                break;
            case double or float:
                writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case decimal or int or long or short or byte or uint or ulong:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Members(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members, bool dropsNulls)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            if (value != null || !dropsNulls)
            {
                writer.WritePropertyName(name);
                Write(writer, value, dropsNulls);
            }
        }

        writer.WriteEndObject();
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Object(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,

        // Wider than a decimal: kept as it was written.
        JsonValueKind.Number => value.TryGetDecimal(out decimal number) ? number : value.GetRawText(),
        _ => null,
    };
}

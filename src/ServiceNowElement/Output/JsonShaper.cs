using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;

namespace ServiceNowElement.Output;

/// <summary>Turns a JSON document into the objects PowerShell people expect: properties, arrays, and texts that stay texts, dates included.</summary>
internal static class JsonShaper
{
    /// <summary>Reads a document; null when it is none.</summary>
    internal static IReadOnlyList<object>? Read(string text)
    {
        if (ElementJson.TryParse(text) is not { } token)
        {
            return null;
        }

        return token is JArray rows ? [.. rows.Select(row => Shape(row)!)] : [Shape(token)!];
    }

    /// <summary>Writes a body: hashtables and objects as JSON objects, lists as arrays.</summary>
    internal static byte[] Write(object body)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            Write(json, body, 0);
        }

        return ElementJson.Utf8.GetBytes(text.ToString());
    }

    private static object? Shape(JToken token)
    {
        switch (token)
        {
            case JObject members:
                var shaped = new PSObject();
                foreach (JProperty member in members.Properties())
                {
                    // Names come from anywhere here: two that differ only in case would not fit into one object.
                    if (shaped.Properties[member.Name] == null && member.Name.Length > 0)
                    {
                        shaped.Properties.Add(new PSNoteProperty(member.Name, Shape(member.Value)));
                    }
                }

                return shaped;
            case JArray items:
                return items.Select(Shape).ToArray();
            default:
                return ((JValue)token).Value;
        }
    }

    private static void Write(JsonTextWriter json, object? value, int depth)
    {
        if (depth > ElementJson.MaxDepth)
        {
            throw Errors.ErrorCatalog.InvalidValue.With("the body", $"document of at most {ElementJson.MaxDepth} levels", "-Body");
        }

        object? plain = Binding.Values.Unwrap(value);
        switch (plain)
        {
            case null:
                json.WriteNull();
                break;
            case System.Collections.IDictionary members:
                json.WriteStartObject();
                foreach (System.Collections.DictionaryEntry member in members)
                {
                    json.WritePropertyName(member.Key.ToString() ?? string.Empty);
                    Write(json, member.Value, depth + 1);
                }

                json.WriteEndObject();
                break;
            case string or char or Guid or Uri or Enum:
                json.WriteValue(plain.ToString());
                break;
            case DateTime time:
                json.WriteValue(Query.WireTime.Format(time));
                break;
            case DateTimeOffset time:
                json.WriteValue(Query.WireTime.Format(time));
                break;
            case SwitchParameter flag:
                json.WriteValue(flag.IsPresent);
                break;
            case CEValue labelled:
                json.WriteValue(labelled.Value);
                break;
            case IConvertible:
                json.WriteValue(plain);
                break;
            case System.Collections.IEnumerable many:
                json.WriteStartArray();
                foreach (object? item in many)
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (PSPropertyInfo property in PSObject.AsPSObject(value!).Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value, depth + 1);
                }

                json.WriteEndObject();
                break;
        }
    }
}

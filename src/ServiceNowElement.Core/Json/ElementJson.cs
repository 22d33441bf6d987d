using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ServiceNowElement.Json;

/// <summary>
/// The only way JSON is read and written: own settings, because the process-wide defaults belong to whichever module set them
/// last, and no guessing of dates (style §13).
/// </summary>
internal static class ElementJson
{
    internal const int MaxDepth = 32;

    internal static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    internal static JsonSerializer Serializer { get; } = JsonSerializer.Create(new JsonSerializerSettings
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        TypeNameHandling = TypeNameHandling.None,
        MaxDepth = MaxDepth,
        Culture = CultureInfo.InvariantCulture,
        NullValueHandling = NullValueHandling.Ignore,
        Formatting = Formatting.Indented,
    });

    internal static JsonTextReader Reader(TextReader text) => new(text)
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MaxDepth = MaxDepth,
        Culture = CultureInfo.InvariantCulture,
    };

    /// <summary>Reads a small document; not for table data.</summary>
    internal static JToken? TryParse(string text)
    {
        try
        {
            using JsonTextReader reader = Reader(new StringReader(text));
            JToken token = JToken.ReadFrom(reader);
            return reader.Read() ? null : token;
        }
        catch (JsonException)
        {
            // The caller asked whether it is JSON; it is not.
            return null;
        }
    }

    /// <summary>Reads a text member leniently: what is no plain value is no text, and never an exception of the wrong kind.</summary>
    internal static string? Text(this JToken? token) => token is JValue { Value: not null } value ? Convert.ToString(value.Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Goes to a member leniently: what is no object has none.</summary>
    internal static JToken? Member(this JToken? token, string name) => (token as JObject)?[name];

    /// <summary>Writes one flat object: column names with texts.</summary>
    internal static byte[] Write(IEnumerable<KeyValuePair<string, string>> members)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text))
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, string> member in members)
            {
                writer.WritePropertyName(member.Key);
                writer.WriteValue(member.Value);
            }

            writer.WriteEndObject();
        }

        return Utf8.GetBytes(text.ToString());
    }
}

using Newtonsoft.Json;
using ServiceNowElement.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Reads the rows of a list answer from the stream, without a token tree. Throws <see cref="JsonException"/> unless the document has the
/// shape of contract servicenow-rest §1.6 to its last character, so that no row of a damaged page is ever used.
/// </summary>
internal static class PageParser
{
    internal static List<Record> ReadRows(Stream stream, RecordLayout layout, int expected, ICollection<string>? doubled = null, TableDialect? dialect = null)
    {
        TableDialect tables = dialect ?? NativeTables.Instance;
        var rows = new List<Record>(expected);
        Read(stream, layout, tables, JsonToken.StartArray, reader =>
        {
            while (Next(reader) != JsonToken.EndArray)
            {
                rows.Add(ReadRow(reader, layout, tables, doubled));
            }
        });
        return rows;
    }

    internal static Record ReadOne(Stream stream, RecordLayout layout, TableDialect tables)
    {
        Record? row = null;
        Read(stream, layout, tables, JsonToken.StartObject, reader => row = ReadRow(reader, layout, tables));
        return row!;
    }

    private static void Read(Stream stream, RecordLayout layout, TableDialect tables, JsonToken shape, Action<JsonTextReader> result)
    {
        using var text = new CleanReader(new StreamReader(stream, ElementJson.Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024));
        using JsonTextReader reader = ElementJson.Reader(text);
        reader.PropertyNameTable = Names(layout);
        if (tables.IsWrapped)
        {
            Unwrap(reader, shape, result);
        }
        else
        {
            Expect(Next(reader), shape);
            result(reader);
        }

        if (reader.Read())
        {
            throw new JsonException("something follows its end");
        }
    }

    private static void Unwrap(JsonTextReader reader, JsonToken shape, Action<JsonTextReader> result)
    {
        Expect(Next(reader), JsonToken.StartObject);
        bool seen = false;
        while (Next(reader) != JsonToken.EndObject)
        {
            string name = (string)reader.Value!;
            JsonToken value = Next(reader);
            if (name == "result")
            {
                Expect(value, shape);
                seen = true;
                result(reader);
            }
            else if (name is "error" or "status")
            {
                throw new JsonException("an error stands beside the rows");
            }
            else
            {
                // Debug members may come along (contract §1.2).
                reader.Skip();
            }
        }

        if (!seen)
        {
            throw new JsonException("it has no result");
        }
    }

    // The reader hands out the column names that exist already, instead of a new string for every value of every row.
    private static DefaultJsonNameTable Names(RecordLayout layout)
    {
        var names = new DefaultJsonNameTable();
        foreach (string name in layout.Columns.Select(column => column.Name).Concat(["value", "display_value"]))
        {
            names.Add(name);
        }

        return names;
    }

    private static Record ReadRow(JsonTextReader reader, RecordLayout layout, TableDialect tables, ICollection<string>? doubled = null)
    {
        Expect(reader.TokenType, JsonToken.StartObject);
        IReadOnlyList<RecordColumn> columns = layout.Columns;
        var values = new FieldValue[columns.Count];
        FieldValue otherKey = default;
        int guess = 0;
        while (Next(reader) != JsonToken.EndObject)
        {
            string name = (string)reader.Value!;

            // The instance answers in the order of the request, so the next column is nearly always the right one.
            int index = guess < values.Length && ReferenceEquals(columns[guess].Name, name) ? guess : layout.IndexOf(name);
            Next(reader);
            FieldValue value = ReadValue(reader);
            if (name == tables.OtherKey)
            {
                otherKey = value;
            }

            if (index >= 0)
            {
                if (!values[index].IsAbsent)
                {
                    doubled?.Add(name);
                }

                values[index] = value;
                guess = index + 1;
            }
        }

        if (layout.SysIdIndex >= 0 && values[layout.SysIdIndex].IsAbsent)
        {
            values[layout.SysIdIndex] = otherKey;
        }

        return new Record(layout, values);
    }

    private static FieldValue ReadValue(JsonTextReader reader)
    {
        if (reader.TokenType != JsonToken.StartObject)
        {
            return new FieldValue(Text(reader), null);
        }

        string? value = null;
        string? display = null;
        string? link = null;
        while (Next(reader) != JsonToken.EndObject)
        {
            string name = (string)reader.Value!;
            Next(reader);
            switch (name)
            {
                case "value":
                    value = Text(reader);
                    break;
                case "display_value":
                    display = Text(reader);
                    break;
                case "link":
                    link = Text(reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // With labels only, the link alone names the record (contract servicenow-rest §2.4).
        value ??= link?.Substring(link.LastIndexOf('/') + 1);

        // Most values are their own label: one string serves for both.
        return new FieldValue(value, string.Equals(value, display, StringComparison.Ordinal) ? value : display);
    }

    private static string Text(JsonTextReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.String:
                return (string)reader.Value!;
            case JsonToken.Null:
                return string.Empty;
            case JsonToken.Boolean:
                return (bool)reader.Value! ? "true" : "false";
            case JsonToken.Integer or JsonToken.Float:
                return Convert.ToString(reader.Value, System.Globalization.CultureInfo.InvariantCulture)!;
            case JsonToken.StartArray or JsonToken.StartObject:
                // No column of the Table API has this shape; it is read over, and its text is not invented.
                reader.Skip();
                return string.Empty;
            default:
                throw new JsonException("a value is missing");
        }
    }

    private static JsonToken Next(JsonTextReader reader) => reader.Read() ? reader.TokenType : throw new JsonException("it ends too early");

    private static void Expect(JsonToken found, JsonToken wanted)
    {
        if (found != wanted)
        {
            throw new JsonException($"{wanted} was expected, not {found}");
        }
    }
}

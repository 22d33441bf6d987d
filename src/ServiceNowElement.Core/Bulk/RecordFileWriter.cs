using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using ServiceNowElement.Json;
using ServiceNowElement.Model;

namespace ServiceNowElement.Bulk;

/// <summary>Writes records to a stream without making objects of them: bytes go from the page to the file (style §7.1).</summary>
internal sealed class RecordFileWriter : IDisposable
{
    private static readonly char[] s_quoted = [',', '"', '\r', '\n'];
    private readonly StreamWriter _text;
    private readonly BulkFormat _format;

    internal RecordFileWriter(Stream stream, BulkFormat format)
    {
        _text = new StreamWriter(stream, ElementJson.Utf8, 64 * 1024) { NewLine = "\n" };
        _format = format;
    }

    internal void Write(RecordPage page, RecordLayout layout)
    {
        foreach (Record record in page.Records)
        {
            if (_format == BulkFormat.Csv)
            {
                WriteLine(Enumerable.Range(0, layout.Columns.Count).Select(index => Text(record, index)));
            }
            else
            {
                WriteObject(record, layout);
            }
        }
    }

    /// <summary>Writes the header line, which a file without rows has too.</summary>
    internal void WriteHeader(IEnumerable<string> columns)
    {
        if (_format == BulkFormat.Csv)
        {
            WriteLine(columns);
        }
    }

    internal Task FlushAsync() => _text.FlushAsync();

    public void Dispose() => _text.Dispose();

    private static string Text(Record record, int index)
    {
        FieldValue value = record[index];
        return (record.Layout.Mode == ValueMode.Label ? value.Display ?? value.Value : value.Value ?? value.Display) ?? string.Empty;
    }

    private void WriteLine(IEnumerable<string> cells)
    {
        bool first = true;
        foreach (string cell in cells)
        {
            if (!first)
            {
                _text.Write(',');
            }

            first = false;
            if (cell.IndexOfAny(s_quoted) < 0)
            {
                _text.Write(cell);
            }
            else
            {
                _text.Write('"');
                _text.Write(cell.Replace("\"", "\"\""));
                _text.Write('"');
            }
        }

        _text.Write('\n');
    }

    private void WriteObject(Record record, RecordLayout layout)
    {
        var line = new StringBuilder(256);
        using (var writer = new JsonTextWriter(new StringWriter(line, CultureInfo.InvariantCulture)))
        {
            writer.WriteStartObject();
            for (int index = 0; index < layout.Columns.Count; index++)
            {
                if (!record[index].IsAbsent)
                {
                    writer.WritePropertyName(layout.Columns[index].Name);
                    writer.WriteValue(Text(record, index));
                }
            }

            writer.WriteEndObject();
        }

        line.Append('\n');
        _text.Write(line.ToString());
    }
}

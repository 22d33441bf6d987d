using System.Text;
using System.Text.Json;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The metadata record of an attachment: all members are strings (contract servicenow-rest §4.2).</summary>
internal static class AttachmentWriter
{
    internal const int Members = 21;
    private const string FilePart = "/file";

    internal static void Write(Utf8JsonWriter json, Call call, SimRow row)
    {
        json.WriteStartObject();
        foreach (SimColumn column in row.Table.Columns.Where(column => column.Name != "encryption_context"))
        {
            json.WriteString(column.Name, row.Get(column.Name));
        }

        json.WriteString("download_link", Link(call, row.Id) + FilePart);
        json.WriteEndObject();
    }

    /// <summary>One record under <c>result</c>.</summary>
    internal static Reply One(Call call, SimRow row, int status)
    {
        var reply = new Reply { Status = status, Rows = 1, Modelled = 25 + 0.65 + (0.18 * Members) };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        json.WriteStartObject();
        json.WritePropertyName("result");
        Write(json, call, row);
        json.WriteEndObject();
        return reply;
    }

    /// <summary>The record as the text of a header: a header can only hold ASCII, so all else is escaped.</summary>
    internal static string Header(Call call, SimRow row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            Write(json, call, row);
        }

        return Encoding.ASCII.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>The address of an attachment, with the version the request was made with.</summary>
    internal static string Link(Call call, string id)
    {
        const string Resource = "/attachment";
        return call.Origin + call.Path[..(call.Path.IndexOf(Resource, StringComparison.Ordinal) + Resource.Length)] + "/" + id;
    }
}

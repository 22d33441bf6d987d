using System.Globalization;
using System.Text.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Service.Hub;

/// <summary>Attachments in the members and texts the instance gives them (contract servicenow-rest §4.2).</summary>
internal static class AttachmentText
{
    internal static void Write(Utf8JsonWriter writer, Attachment attachment)
    {
        writer.WriteStartObject();
        writer.WriteString("sys_id", attachment.SysId);
        writer.WriteString("file_name", attachment.FileName);
        writer.WriteString("content_type", attachment.ContentType);
        writer.WriteString("size_bytes", attachment.Size.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("table_name", attachment.Object);
        writer.WriteString("table_sys_id", attachment.RecordId);
        if (attachment.Hash != null)
        {
            writer.WriteString("hash", attachment.Hash);
        }

        if (attachment.Created is { } created)
        {
            writer.WriteString("sys_created_on", WireTime.Format(created));
        }

        if (attachment.CreatedBy.Length > 0)
        {
            writer.WriteString("sys_created_by", attachment.CreatedBy);
        }

        writer.WriteEndObject();
    }

    internal static Attachment Read(JsonElement row, string id, string instance) => new()
    {
        SysId = id,
        FileName = Text(row, "file_name"),
        ContentType = Text(row, "content_type"),
        Size = long.TryParse(Text(row, "size_bytes"), CultureInfo.InvariantCulture, out long size) ? size : -1,
        Object = Text(row, "table_name"),
        RecordId = Text(row, "table_sys_id"),
        Instance = instance,
    };

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) ? RowTest.Text(value) ?? string.Empty : string.Empty;
}

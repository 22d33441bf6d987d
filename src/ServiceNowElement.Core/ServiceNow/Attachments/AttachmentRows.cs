using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Attachments;

/// <summary>Reads attachment metadata: members that are all texts (contract servicenow-rest §4.2).</summary>
internal static class AttachmentRows
{
    internal static List<Attachment> Many(JToken result, string instance) => result is JArray rows ? [.. rows.Select(row => One(row, instance))] : throw new JsonException("the list of attachments is no list");

    internal static Attachment One(JToken row, string instance)
    {
        string id = Text(row, "sys_id");
        if (id.Length == 0)
        {
            throw new JsonException("an attachment has no sys_id");
        }

        // A size that cannot be read must not look like an empty file.
        return new Attachment
        {
            SysId = id,
            FileName = Text(row, "file_name"),
            ContentType = Text(row, "content_type"),
            Size = long.TryParse(Text(row, "size_bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : throw new JsonException($"the attachment {id} has no size"),
            Hash = Text(row, "hash") is { Length: > 0 } hash ? hash : null,
            Object = Text(row, "table_name"),
            RecordId = Text(row, "table_sys_id"),
            Created = WireTime.TryParse(Text(row, "sys_created_on"), out DateTime created) ? created : null,
            CreatedBy = Text(row, "sys_created_by"),
            Instance = instance,
        };
    }

    private static string Text(JToken row, string name) => row.Member(name).Text() ?? string.Empty;
}

using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Binding;

/// <summary>Reads an attachment from the pipeline; deserialized ones say the same (style §6).</summary>
internal static class AttachmentInput
{
    internal static Attachment Read(PSObject input, string instance, bool allowForeign)
    {
        Attachment attachment = input.BaseObject as Attachment ?? From(input);
        if (!allowForeign && attachment.Instance.Length > 0 && !string.Equals(attachment.Instance, instance, StringComparison.OrdinalIgnoreCase))
        {
            string text = ErrorCatalog.InstanceMismatch.Text($"{AttachmentWord} {attachment.FileName}", attachment.Instance, instance);
            throw new ElementException(ErrorCatalog.InstanceMismatch, text) { Instance = instance, Key = attachment.SysId };
        }

        return attachment;
    }

    private const string AttachmentWord = "of the attachment";

    private static Attachment From(PSObject input)
    {
        string id = Text(input, "SysId");
        if (id.Length == 0 || input.Properties["FileName"] == null || !long.TryParse(Text(input, "Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            throw ErrorCatalog.NotARecord.With("it is no attachment; pipe what Get-CEAttachment returned");
        }

        return new Attachment
        {
            SysId = id,
            FileName = Text(input, "FileName"),
            ContentType = Text(input, "ContentType"),
            Size = size,
            Hash = Text(input, "Hash") is { Length: > 0 } hash ? hash : null,
            Object = Text(input, "Object"),
            RecordId = Text(input, "RecordId"),
            Instance = Text(input, "Instance"),
        };
    }

    private static string Text(PSObject input, string name) => Convert.ToString(Values.Unwrap(input.Properties[name]?.Value), CultureInfo.InvariantCulture) ?? string.Empty;
}

using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.Output;

/// <summary>Makes the objects of the pipeline: note properties in the instance's column names, typed by the schema (design §6).</summary>
internal static class RecordShaper
{
    internal const string BaseType = "ServiceNowElement.Record";
    internal const string InstanceType = "ServiceNowElement.Instance#";

    internal const string KeyType = "ServiceNowElement.Key#";

    private const string ViewType = "ServiceNowElement.View";

    /// <param name="page">The records.</param>
    /// <param name="ownView">True when the columns are the object's short list, for which there is a table view; columns that a user chose show as they are.</param>
    internal static List<object> ToObjects(RecordPage page, bool ownView)
    {
        var objects = new List<object>(page.Records.Count);
        foreach (Record record in page.Records)
        {
            objects.Add(ToObject(record, ownView));
        }

        return objects;
    }

    internal static PSObject ToObject(Record record, bool ownView = true)
    {
        RecordLayout layout = record.Layout;
        var shaped = new PSObject();
        PSMemberInfoCollection<PSPropertyInfo> properties = shaped.Properties;
        IReadOnlyList<RecordColumn> columns = layout.Columns;
        for (int i = 0; i < columns.Count; i++)
        {
            if (!record[i].IsAbsent)
            {
                // Names from the wire are valid and unique; the check would cost more than the property.
                properties.Add(new PSNoteProperty(columns[i].Name, Value(columns[i], record[i], layout.Mode)), preValidated: true);
            }
        }

        // The instance travels as a type name: it survives jobs, parallel blocks and Export-Clixml, and shows in no table or file
        // (docs/decisions/0004).
        string table = ClassOf(record, layout);
        System.Collections.ObjectModel.Collection<string> names = shaped.TypeNames;
        if (ownView && !layout.IsTransformed)
        {
            names.Insert(0, ViewType);
            names.Insert(0, ViewType + "#" + table);
        }

        if (layout.IdColumn is { } key && key != "sys_id")
        {
            // A transformation renamed it; a cmdlet that is given the object finds the identifier there.
            names.Insert(0, KeyType + key);
        }

        names.Insert(0, InstanceType + layout.Instance);
        names.Insert(0, BaseType);
        names.Insert(0, BaseType + "#" + table);
        return shaped;
    }

    internal static object? Value(RecordColumn column, FieldValue value, ValueMode mode)
    {
        string text = value.Value ?? value.Display ?? string.Empty;
        if (mode == ValueMode.Raw || column.Name is "sys_id" or "sys_class_name")
        {
            return text;
        }

        if (mode == ValueMode.Label)
        {
            return value.Display ?? text;
        }

        FieldSchema? field = column.Field;
        if (field == null)
        {
            return value.Display != null && value.Display != text ? new CEValue(text, value.Display, null) : text;
        }

        if (field.HasLabel)
        {
            return text.Length == 0 ? null : new CEValue(text, value.Display ?? LabelOf(field, text), field.Reference);
        }

        return Typed(field.Kind, text, value);
    }

    private static object? Typed(FieldKind kind, string text, FieldValue value)
    {
        switch (kind)
        {
            case FieldKind.Boolean:
                return text.Length == 0 ? null : text is "true" or "1" ? true : text is "false" or "0" ? false : text;
            case FieldKind.Integer:
                return text.Length == 0 ? null : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
                    : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long large) ? large : text;
            case FieldKind.Decimal:
                return text.Length == 0 ? null : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal exact) ? exact : text;
            case FieldKind.DateTime:
                return text.Length == 0 ? null : WireTime.TryParse(text, out DateTime time) ? time : text;
            case FieldKind.Date:
                return text.Length == 0 ? null : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day) ? day : text;
            case FieldKind.Journal:
                // The stored value of a journal is always empty; its history is the label (contract servicenow-rest §2.4).
                return value.Display ?? text;
            default:
                return text;
        }
    }

    private static string LabelOf(FieldSchema field, string value) => field.Choices.FirstOrDefault(choice => choice.Value == value)?.Label ?? value;

    private static string ClassOf(Record record, RecordLayout layout) =>
        !layout.IsTransformed && record["sys_class_name"].Value is { Length: > 0 } name && layout.Mode != ValueMode.Label ? name : layout.Object;
}

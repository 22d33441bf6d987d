using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Json;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow.Schema;

namespace ServiceNowElement.CloudElements;

/// <summary>The columns of one object (contract cloud-elements-api §8). Everything beyond path and type may be missing.</summary>
internal sealed class CloudFields
{
    private const string Key = "sys_id";
    private static readonly string[] s_names = ["number", "name"];
    private readonly List<(FieldSchema Field, string VendorPath)> _fields;

    private CloudFields(List<(FieldSchema Field, string VendorPath)> fields)
    {
        _fields = fields;
    }

    /// <summary>Gets a value indicating whether a transformation gives columns other names than the vendor's.</summary>
    internal bool IsMapped => _fields.Any(one => one.Field.Name != one.VendorPath);

    internal static CloudFields Read(string objectName, JToken? answer)
    {
        JArray fields = answer.Member("fields") as JArray ?? throw new JsonException("it has no fields");
        return new CloudFields([.. fields.OfType<JObject>().Select(field => One(objectName, field)).Where(field => field.Field.Name.Length > 0)
            .GroupBy(field => field.Field.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.First())]);
    }

    /// <summary>Makes the object, with the columns of the vendor's that are not mapped to others.</summary>
    internal ObjectSchema Build(string name, CloudFields? vendor)
    {
        var taken = new HashSet<string>(_fields.SelectMany(field => new[] { field.Field.Name, field.VendorPath }), StringComparer.OrdinalIgnoreCase);
        List<FieldSchema> fields = [.. _fields.Select(field => field.Field), .. (vendor?._fields ?? []).Select(field => field.Field).Where(field => !taken.Contains(field.Name))];
        if (!fields.Any(field => field.Name == Key))
        {
            // Records keep it whatever it is called there, and it says which record is meant.
            fields.Add(new FieldSchema { Name = Key, Label = "Sys ID", Table = name, InternalType = "GUID" });
        }

        return new ObjectSchema(name, name, [], WithDisplay(fields));
    }

    private static List<FieldSchema> WithDisplay(List<FieldSchema> fields)
    {
        if (fields.Any(field => field.IsDisplay))
        {
            return fields;
        }

        string? name = s_names.FirstOrDefault(known => fields.Any(field => field.Name == known));
        return [.. fields.Select(field => field.Name == name ? Display(field) : field)];
    }

    private static FieldSchema Display(FieldSchema field) => new()
    {
        Name = field.Name,
        Label = field.Label,
        Table = field.Table,
        InternalType = field.InternalType,
        Kind = field.Kind,
        Reference = field.Reference,
        MaxLength = field.MaxLength,
        Mandatory = field.Mandatory,
        ReadOnly = field.ReadOnly,
        IsDisplay = true,
        Choices = field.Choices,
    };

    private static (FieldSchema Field, string VendorPath) One(string objectName, JObject field)
    {
        string vendorPath = field.Member("vendorPath").Text() ?? string.Empty;
        string name = field.Member("path").Text() is { Length: > 0 } path ? path : vendorPath;
        string label = First(field, "displayName", "vendorDisplayName");
        string native = field.Member("vendorNativeType").Text() ?? string.Empty;
        return (
            new FieldSchema
            {
                Name = name,
                Label = label.Length > 0 ? label : name,
                Table = objectName,
                InternalType = native.Length > 0 ? native : "string",
                Kind = KindOf(name, native, field),
                Reference = field.Member("reference").Text() is { Length: > 0 } table ? table : null,
                MaxLength = int.TryParse(field.Member("maxLength").Text(), NumberStyles.None, CultureInfo.InvariantCulture, out int longest) ? longest : null,
                Mandatory = IsTrue(field, "vendorRequired"),
                ReadOnly = IsTrue(field, "vendorReadOnly"),
                IsDisplay = IsTrue(field, "display"),
                Choices = Choices(field),
            },
            vendorPath.Length > 0 ? vendorPath : name);
    }

    private static FieldKind KindOf(string name, string native, JObject field)
    {
        FieldKind kind = DictionaryRows.KindOf(native);
        if (native.Length > 0 && kind != FieldKind.Text)
        {
            return kind;
        }

        if (native.Length == 0 && name is "comments" or "work_notes" or "comments_and_work_notes")
        {
            return FieldKind.Journal;
        }

        return (field.Member("type").Text() ?? string.Empty) switch
        {
            "boolean" => FieldKind.Boolean,
            "number" => FieldKind.Decimal,
            "date" => (field.Member("mask").Text() ?? "HH").IndexOf("HH", StringComparison.Ordinal) >= 0 ? FieldKind.DateTime : FieldKind.Date,
            _ => FieldKind.Text,
        };
    }

    private static List<Choice> Choices(JObject field) =>
        [.. (field.Member("picklistValues") as JArray ?? []).Select(One).Where(choice => choice.Value.Length > 0).GroupBy(choice => choice.Value, StringComparer.Ordinal).Select(same => same.First())];

    private static Choice One(JToken item)
    {
        string value = (item is JObject ? item.Member("value") : item).Text() ?? string.Empty;
        return new Choice(value, First(item, "displayValue", "label") is { Length: > 0 } label ? label : value);
    }

    private static string First(JToken item, params string[] names) => names.Select(name => item.Member(name).Text()).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? string.Empty;

    private static bool IsTrue(JObject field, string name) => string.Equals(field.Member(name).Text(), "true", StringComparison.OrdinalIgnoreCase);
}

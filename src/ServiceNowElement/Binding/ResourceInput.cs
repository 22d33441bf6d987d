using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Binding;

/// <summary>Reads fields and rules of definitions and transformations from objects, deserialized ones too, hashtables and texts.</summary>
internal static class ResourceInput
{
    /// <summary>Reads fields of a definition: objects, names, or one hashtable of names with their types.</summary>
    internal static List<DefinitionField> DefinitionFields(IEnumerable<PSObject>? inputs)
    {
        var fields = new List<DefinitionField>();
        foreach (PSObject input in inputs ?? [])
        {
            object? plain = Values.Unwrap(input);
            if (plain is DefinitionField field)
            {
                fields.Add(field);
            }
            else if (plain is string path)
            {
                fields.Add(new DefinitionField { Path = path.Trim() });
            }
            else if (plain is IDictionary types && Get(input, "path") == null)
            {
                fields.AddRange(Entries(types).Select(entry => new DefinitionField { Path = entry.Key, Type = entry.Value }));
            }
            else
            {
                fields.Add(new DefinitionField { Path = Need(input, "path", "-Field"), Type = Text(input, "type"), DisplayName = Text(input, "displayName") });
            }
        }

        return Checked(fields, field => field.Path);
    }

    /// <summary>Reads mappings: a hashtable of new names with their columns, and objects for everything else.</summary>
    internal static List<TransformationField> Mappings(IDictionary? map, IEnumerable<PSObject>? inputs)
    {
        var fields = new List<TransformationField>();
        if (map != null)
        {
            fields.AddRange(Entries(map).Select(entry => new TransformationField { Path = entry.Key, VendorPath = entry.Value }));
        }

        fields.AddRange((inputs ?? []).Select(input => Values.Unwrap(input) as TransformationField ?? new TransformationField
        {
            Path = Need(input, "path", "-Field"),
            VendorPath = Text(input, "vendorPath") ?? string.Empty,
            Type = Text(input, "type"),
            VendorType = Text(input, "vendorType"),
            Rules = FieldRules(input),
        }));
        return Checked(fields, field => field.Path);
    }

    internal static List<TransformationRule> Rules(IEnumerable? inputs)
    {
        var rules = new List<TransformationRule>();
        foreach (object item in inputs ?? Array.Empty<object>())
        {
            PSObject input = PSObject.AsPSObject(item);
            PSObject details = Get(input, "properties") is { } inner ? PSObject.AsPSObject(inner) : input;
            rules.Add(Values.Unwrap(input) as TransformationRule
                ?? new TransformationRule(Need(input, "type", "-Rule"), Truth(details, "fromVendor"), Truth(details, "toVendor"), Text(details, "pattern")));
        }

        return rules;
    }

    private static List<TransformationRule> FieldRules(PSObject input)
    {
        List<TransformationRule> rules = Rules((Get(input, "rules") ?? Get(input, "configuration")) as IEnumerable);
        if (Truth(input, "remove") == true)
        {
            rules.Add(new TransformationRule(TransformationRules.Remove, FromVendor: true, ToVendor: true));
        }

        if (Text(input, "datePattern") is { } pattern)
        {
            rules.Add(new TransformationRule(TransformationRules.TransformDate, Pattern: pattern));
        }

        return rules;
    }

    // A hashtable has no order of its own.
    private static List<KeyValuePair<string, string>> Entries(IDictionary map)
    {
        IEnumerable<KeyValuePair<string, string>> entries = map.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, string>(
            Words(entry.Key) ?? string.Empty, Words(entry.Value) ?? throw ErrorCatalog.InvalidValue.With(entry.Key, "name with a text", "-Map or -Field")));
        return [.. map is Hashtable ? entries.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase) : entries];
    }

    private static List<T> Checked<T>(List<T> fields, Func<T, string> path)
    {
        IGrouping<string, T>? twice = fields.GroupBy(path, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Length == 0 || group.Count() > 1);
        return twice == null ? fields : throw ErrorCatalog.InvalidValue.With(twice.Key, "path that is there once", "path");
    }

    private static string Need(PSObject input, string name, string parameter) =>
        Text(input, name) ?? throw ErrorCatalog.InvalidValue.With(Values.Unwrap(input), $"object with a member '{name}'", parameter);

    private static string? Text(PSObject input, string name) => Words(Get(input, name));

    private static string? Words(object? value) => Values.Unwrap(value) is { } plain ? Convert.ToString(plain, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text.Trim() : null : null;

    private static bool? Truth(PSObject input, string name) => Get(input, name) is { } value ? LanguagePrimitives.IsTrue(value) : null;

    private static object? Get(PSObject input, string name)
    {
        if (Values.Unwrap(input) is IDictionary dictionary)
        {
            return dictionary.Cast<DictionaryEntry>().FirstOrDefault(entry => string.Equals(entry.Key?.ToString(), name, StringComparison.OrdinalIgnoreCase)).Value;
        }

        return input.Properties[name]?.Value;
    }
}

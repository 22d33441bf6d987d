using System.Collections;
using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Output;

namespace ServiceNowElement.Binding;

/// <summary>Turns what PowerShell hands over into values that Core takes.</summary>
internal static class Values
{
    /// <summary>Reads a hashtable, any other dictionary, or an object's properties.</summary>
    internal static Dictionary<string, object?> Read(object input)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        object? plain = Unwrap(input);
        if (plain is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                values[entry.Key.ToString() ?? string.Empty] = Plain(entry.Value, entry.Key.ToString() ?? string.Empty);
            }
        }
        else if (input is PSObject shaped)
        {
            foreach (PSPropertyInfo property in shaped.Properties)
            {
                values[property.Name] = Plain(property.Value, property.Name);
            }
        }
        else
        {
            throw ErrorCatalog.InvalidValue.With(plain, "hashtable", "-Value");
        }

        return values;
    }

    internal static object? Plain(object? value, string field)
    {
        object? plain = Unwrap(value);
        return plain switch
        {
            null => null,
            CEValue labelled => labelled.Value,
            SwitchParameter flag => flag.IsPresent,
            string or bool or DateTime or DateTimeOffset => plain,
            Enum or Guid or Uri => plain.ToString(),
            char letter => letter.ToString(),
            IConvertible => plain,
            PSObject { BaseObject: PSCustomObject } nested when nested.Properties["sys_id"]?.Value is { } id => id.ToString(),
            IEnumerable many => string.Join(",", many.Cast<object>().Select(item => Plain(item, field))),
            _ => throw ErrorCatalog.InvalidValue.With(plain.GetType().Name, "text, number, date or true/false", field),
        };
    }

    internal static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}

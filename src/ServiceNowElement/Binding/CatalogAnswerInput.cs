using System.Collections;
using System.Management.Automation;

namespace ServiceNowElement.Binding;

/// <summary>Reads the answers to a catalog item: plain values, lists, and rows of a multi-row variable set as hashtables or objects.</summary>
internal static class CatalogAnswerInput
{
    internal static Dictionary<string, object?> Read(IDictionary? answers)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in answers ?? new Hashtable())
        {
            string name = entry.Key.ToString() ?? string.Empty;
            values[name] = Value(entry.Value, name);
        }

        return values;
    }

    private static object? Value(object? value, string name)
    {
        object? plain = Values.Unwrap(value);
        return plain switch
        {
            string => plain,
            IDictionary row => Read(row),
            IEnumerable many => many.Cast<object?>().Select(item => Value(item, name)).ToList(),
            PSObject { BaseObject: PSCustomObject } row when row.Properties["sys_id"] == null => row.Properties.ToDictionary(cell => cell.Name, cell => Values.Plain(cell.Value, name)),
            _ => Values.Plain(value, name),
        };
    }
}

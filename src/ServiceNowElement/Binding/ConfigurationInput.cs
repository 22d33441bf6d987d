using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ServiceNowElement.Binding;

/// <summary>Reads the configuration entries a user gives; on the platform every value is text (contract cloud-elements-api §4.3).</summary>
internal static class ConfigurationInput
{
    internal static Dictionary<string, string> Read(IDictionary entries)
    {
        var configuration = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in entries)
        {
            object? value = entry.Value is PSObject shell ? shell.BaseObject : entry.Value;
            configuration[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = value switch
            {
                bool flag => flag ? "true" : "false",
                SwitchParameter flag => flag ? "true" : "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
            };
        }

        return configuration;
    }
}

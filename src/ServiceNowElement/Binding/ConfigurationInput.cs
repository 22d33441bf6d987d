using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace ServiceNowElement.Binding;

/// <summary>Reads the configuration entries a user gives; on the platform every value is text (contract cloud-elements-api §4.3). A secret comes as SecureString, so that it is in no history.</summary>
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
                SecureString secret => new NetworkCredential(string.Empty, secret).Password,
                bool flag => flag ? "true" : "false",
                SwitchParameter flag => flag ? "true" : "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
            };
        }

        return configuration;
    }
}

using ServiceNowElement.Model;

namespace ServiceNowElement.CloudElements;

/// <summary>Paths below the base address that belong to one record (contract cloud-elements-api §7.2).</summary>
internal static class CloudPaths
{
    /// <summary>Writes the path of what belongs to a record. The vendor has such routes for its own names only, so a table is called by the one it has.</summary>
    internal static string Child(string table, string sysId, string child) =>
        $"{CloudCalls.Hub}{Uri.EscapeDataString(ObjectNames.ToResource(table))}/{Uri.EscapeDataString(sysId)}/{child}";
}

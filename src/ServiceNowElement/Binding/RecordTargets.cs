using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>Finds the record meant by a record, a number whose prefix tells the table, or a sys_id with a table.</summary>
internal static class RecordTargets
{
    internal static RecordInput Read(PSObject input, string? objectName, CESession session, bool allowForeign)
    {
        if (input.BaseObject is string key)
        {
            string trimmed = key.Trim();
            string? table = objectName ?? (ObjectNames.TryTableOfNumber(trimmed, out string found) ? found : null);
            return table == null
                ? throw new ElementException(ErrorCatalog.ObjectNotGiven, ErrorCatalog.ObjectNotGiven.Text(trimmed)) { Key = trimmed }
                : new RecordInput(table, trimmed, trimmed, null);
        }

        RecordInput target = RecordInput.Read(input, objectName);
        target.RefuseForeign(session.Instance, allowForeign);
        return target;
    }
}

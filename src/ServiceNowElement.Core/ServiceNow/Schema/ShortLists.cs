using ServiceNowElement.Model;

namespace ServiceNowElement.ServiceNow.Schema;

/// <summary>The columns a list shows when the user names none: columns are the largest cost of a read (contract servicenow-rest §6.5).</summary>
internal static class ShortLists
{
    private static readonly Dictionary<string, string[]> s_lists = new(StringComparer.Ordinal)
    {
        ["incident"] = ["number", "short_description", "state", "priority", "impact", "urgency", "assigned_to", "assignment_group", "caller_id", "category", "active", "opened_at", "sys_updated_on"],
        ["problem"] = ["number", "short_description", "state", "priority", "assigned_to", "assignment_group", "active", "opened_at", "sys_updated_on"],
        ["change_request"] = ["number", "short_description", "type", "state", "risk", "priority", "assigned_to", "assignment_group", "start_date", "end_date", "active", "sys_updated_on"],
        ["sc_req_item"] = ["number", "short_description", "cat_item", "request", "requested_for", "stage", "state", "assigned_to", "assignment_group", "active", "opened_at", "sys_updated_on"],
        ["task"] = ["number", "short_description", "state", "priority", "assigned_to", "assignment_group", "active", "opened_at", "sys_updated_on"],
        ["sys_user"] = ["user_name", "name", "email", "title", "department", "company", "manager", "active", "last_login_time", "sys_updated_on"],
        ["sys_user_group"] = ["name", "manager", "email", "type", "sys_updated_on"],
        ["core_company"] = ["name", "street", "city", "country", "phone", "vendor", "customer", "sys_updated_on"],
        ["cmdb_ci"] = ["name", "asset_tag", "serial_number", "ip_address", "operational_status", "install_status", "assigned_to", "owned_by", "sys_updated_on"],
    };

    private static readonly string[] s_generic = ["number", "name", "short_description", "label", "state", "stage", "active", "assigned_to", "assignment_group", "sys_created_on", "sys_updated_on"];

    internal static IEnumerable<string> For(ObjectSchema schema)
    {
        string[] list = s_lists.TryGetValue(schema.Name, out string[]? own) ? own : schema.Ancestors.Contains("task") ? s_lists["task"] : s_generic;
        string? display = schema.DisplayField?.Name;
        IEnumerable<string> names = display == null || list.Contains(display) ? list : list.Prepend(display);
        return names.Where(name => schema.Find(name) != null).Append("sys_id").Concat(schema.Find("sys_class_name") != null ? ["sys_class_name"] : Array.Empty<string>());
    }
}

using System.Globalization;

namespace ServiceNowElement.Simulator.Store;

/// <summary>What the platform does to records on their way in (contract servicenow-rest §4.8).</summary>
internal static class TaskRules
{
    internal static string Priority(string impact, string urgency) => (impact, urgency) switch
    {
        ("1", "1") => "1",
        ("1", "2") or ("2", "1") => "2",
        ("1", "3") or ("2", "2") or ("3", "1") => "3",
        ("2", "3") or ("3", "2") => "4",
        _ => "5",
    };

    internal static void Defaults(SimRow row, string stamp, string userId)
    {
        SimTable table = row.Table;
        if (table.Prefix != null)
        {
            if (row.Get("number").Length == 0)
            {
                row.Set("number", table.Prefix + (table.NextNumber++).ToString("0000000", CultureInfo.InvariantCulture));
            }

            row.Set("task_effective_number", row.Get("number"));
            row.Set("sys_class_name", table.Name);
            Default(row, "opened_at", stamp);
            Default(row, "opened_by", userId);
            Default(row, "state", table.Name switch { "problem" => "101", "change_request" => "-5", _ => "1" });
            Default(row, "impact", "3");
            Default(row, "urgency", "3");
            Default(row, "active", "true");
            Default(row, "approval", "not requested");
            Default(row, "made_sla", "true");
            Default(row, "knowledge", "false");
            Default(row, "escalation", "0");
            Default(row, "reassignment_count", "0");
        }

        foreach (SimColumn column in table.Columns.Where(column => column.Type == "boolean" && row.Get(column.Name).Length == 0))
        {
            row.Set(column.Name, column.Name == "active" ? "true" : "false");
        }
    }

    /// <summary>Runs the rules of incidents and changes.</summary>
    /// <returns>The detail of a refusal (E14, E15), or null.</returns>
    internal static string? Apply(SimRow row, SimRow? old, string stamp, string userId)
    {
        if (row.Table.Name == "change_request" && old != null && !ChangeModel.Allows(row.Get("type"), old.Get("state"), row.Get("state")))
        {
            return "Operation against file 'change_request' was aborted by Business Rule 'Change Model: Check State Transition^2f2d5c2f53230010cf84ddeeff7b1291'. Business Rule Stack:Change Model: Check State Transition";
        }

        if (row.Table.Name != "incident")
        {
            return null;
        }

        row.Set("priority", Priority(row.Get("impact"), row.Get("urgency")));
        if (old != null && row.Get("incident_state") != old.Get("incident_state") && row.Get("state") == old.Get("state"))
        {
            row.Set("state", row.Get("incident_state"));
        }

        row.Set("incident_state", row.Get("state"));
        string state = row.Get("state");
        if (state is "6" or "7" && (row.Get("close_code").Length == 0 || row.Get("close_notes").Length == 0))
        {
            return "Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes";
        }

        if (state is "6" or "7" && row.Get("resolved_at").Length == 0)
        {
            row.Set("resolved_at", stamp);
            row.Set("resolved_by", userId);
        }

        if (state == "7" && row.Get("closed_at").Length == 0)
        {
            row.Set("closed_at", stamp);
            row.Set("closed_by", userId);
        }

        row.Set("active", state is "7" or "8" ? "false" : "true");
        return null;
    }

    private static void Default(SimRow row, string column, string value)
    {
        if (row.Get(column).Length == 0)
        {
            row.Set(column, value);
        }
    }
}

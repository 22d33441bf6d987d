using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>The tables behind the Import Set API and two staging tables with their transform maps (contract servicenow-rest §4.3).</summary>
internal static class ImportSchema
{
    private const string StagingRow = "sys_class_name:sys_class_name:80 sys_import_set>sys_import_set sys_import_row:integer sys_import_state:string:40 sys_import_state_comment:string:4000 sys_target_table:string:80 sys_target_sys_id:string:32 sys_row_error:string:4000";

    private static readonly SimulatorStagingTable[] s_staging =
    [
        new()
        {
            Name = "u_user_import",
            Label = "User import",
            Columns = ["u_user_name", "u_first_name", "u_last_name", "u_name", "u_email", "u_title", "u_employee_number", "u_active", "u_company", "u_last_login"],
            Maps = [new() { Name = "User import", Table = "sys_user", Coalesce = ["user_name"], Fields = Same("user_name first_name last_name name email title employee_number active company last_login_time=u_last_login") }],
        },
        new()
        {
            Name = "u_incident_import",
            Label = "Incident import",
            Columns = ["u_correlation_id", "u_short_description", "u_description", "u_caller", "u_category", "u_impact", "u_urgency", "u_state", "u_close_code", "u_close_notes", "u_work_notes", "u_assignment_group"],
            Maps = [new() { Name = "Incident import", Table = "incident", Coalesce = ["correlation_id"], Fields = Same("correlation_id short_description description caller_id=u_caller category impact urgency state close_code close_notes work_notes assignment_group") }],
        },
    ];

    internal static void Create(Database data)
    {
        SchemaSeed.Add(data, "sys_multi_import_set", "Multi Import Set", "state:string:40");
        SchemaSeed.Add(data, "sys_import_set", "Import Set", "number:string:40:display table_name:string:80 state:string:40 multi_import_set>sys_multi_import_set", prefix: "ISET")
            .SetLabels("state", [("loading", "Loading"), ("loaded", "Loaded"), ("processed", "Processed"), ("cancelled", "Cancelled")]);
        SchemaSeed.Add(data, "sys_import_set_row", "Import Set Row", StagingRow)
            .SetLabels("sys_import_state", [("pending", "Pending"), ("inserted", "Inserted"), ("updated", "Updated"), ("ignored", "Ignored"), ("skipped", "Skipped"), ("error", "Error")]);
        SchemaSeed.Add(data, "sys_rest_insert_multiple", "REST Insert Multiple", "source_table:string:80 synchronous:boolean key_type:string:40");
        foreach (SimulatorStagingTable staging in s_staging)
        {
            Add(data, staging);
        }
    }

    internal static SimTable Add(Database data, SimulatorStagingTable staging)
    {
        IEnumerable<SimColumn> columns = staging.Columns.Select(name => new SimColumn(name, "string", null, 4000, Label: staging.Labels.GetValueOrDefault(name)));
        var table = new SimTable(staging.Name, staging.Label.Length > 0 ? staging.Label : staging.Name, data["sys_import_set_row"], columns) { Maps = staging.Maps };
        data.Add(table);
        return table;
    }

    private static Dictionary<string, string> Same(string columns) =>
        columns.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair.Length > 1 ? pair[1] : "u_" + pair[0], pair => pair[0], StringComparer.Ordinal);
}

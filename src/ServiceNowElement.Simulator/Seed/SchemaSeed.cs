using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>The tables of contract servicenow-rest §4.6 and §4.8 with their columns and choices.</summary>
internal static class SchemaSeed
{
    private const string Base = "sys_id:GUID:32 sys_created_on:glide_date_time sys_created_by:string:40 sys_updated_on:glide_date_time sys_updated_by:string:40 sys_mod_count:integer";
    private const string Task = "sys_class_name:sys_class_name:80 number:string:40:display short_description:string:160 description:string:4000 state:integer priority:integer impact:integer urgency:integer active:boolean "
        + "assigned_to>sys_user assignment_group>sys_user_group opened_at:glide_date_time opened_by>sys_user closed_at:glide_date_time closed_by>sys_user close_notes:string:4000 company>core_company location>cmn_location "
        + "cmdb_ci>cmdb_ci business_service>cmdb_ci parent>task due_date:due_date expected_start:glide_date_time work_start:glide_date_time work_end:glide_date_time approval:string:40 comments:journal_input work_notes:journal_input comments_and_work_notes:journal_list "
        + "watch_list:glide_list work_notes_list:glide_list contact_type:string:40 correlation_id:string:100 correlation_display:string:100 escalation:integer made_sla:boolean reassignment_count:integer knowledge:boolean "
        + "sla_due:glide_date_time activity_due:glide_date_time time_worked:timer business_duration:glide_duration calendar_duration:glide_duration upon_approval:string:40 upon_reject:string:40 user_input:string:4000 "
        + "additional_assignee_list:glide_list group_list:glide_list task_effective_number:string:40 sys_domain:string:32";
    private const string Incident = "caller_id>sys_user category:string:40 subcategory:string:40 incident_state:integer hold_reason:integer close_code:string:40 resolved_at:glide_date_time resolved_by>sys_user problem_id>problem "
        + "rfc>change_request caused_by>change_request parent_incident>incident child_incidents:integer severity:integer notify:integer reopen_count:integer reopened_by>sys_user reopened_time:glide_date_time business_stc:integer calendar_stc:integer";
    private const string Problem = "problem_state:integer known_error:boolean major_problem:boolean first_reported_by_task>task duplicate_of>problem cause_notes:string:4000 fix_notes:string:4000 fix_communicated_at:glide_date_time fix_communicated_by>sys_user "
        + "workaround:string:4000 workaround_applied:boolean resolution_code:string:40 confirmed_at:glide_date_time confirmed_by>sys_user resolved_at:glide_date_time resolved_by>sys_user related_incidents:integer review_outcome:string:40 category:string:40 subcategory:string:40";
    private const string Change = "type:string:40 risk:integer risk_impact_analysis:string:4000 category:string:40 start_date:glide_date_time end_date:glide_date_time phase:string:40 phase_state:string:40 reason:string:40 requested_by>sys_user justification:string:4000 "
        + "implementation_plan:string:4000 backout_plan:string:4000 test_plan:string:4000 change_plan:string:4000 cab_required:boolean cab_date:glide_date cab_recommendation:string:4000 conflict_status:string:40 conflict_last_run:glide_date_time on_hold:boolean "
        + "on_hold_reason:string:4000 scope:integer std_change_producer_version:string:32 unauthorized:boolean review_date:glide_date review_status:integer review_comments:string:4000 outside_maintenance_schedule:boolean production_system:boolean";
    private const string RequestItem = "request>sc_request cat_item>sc_cat_item requested_for>sys_user stage:string:80 quantity:integer price:decimal recurring_price:decimal estimated_delivery:glide_date_time order_guide:string:32 configuration_item>cmdb_ci backordered:boolean billable:boolean";
    private const string User = "user_name:string:40 first_name:string:50 middle_name:string:50 last_name:string:50 name:string:151:display email:string:100 phone:string:40 mobile_phone:string:40 title:string:60 department>cmn_department company>core_company location>cmn_location "
        + "manager>sys_user cost_center:string:32 employee_number:string:40 active:boolean locked_out:boolean vip:boolean time_zone:string:40 date_format:string:40 time_format:string:40 preferred_language:string:3 web_service_access_only:boolean "
        + "internal_integration_user:boolean source:string:255 last_login:glide_date last_login_time:glide_date_time failed_attempts:integer user_password:password";
    private const string Ci = "sys_class_name:sys_class_name:80 name:string:255:display asset_tag:string:40 serial_number:string:255 ip_address:string:255 mac_address:string:18 fqdn:string:255 dns_domain:string:255 model_id:string:32 manufacturer>core_company vendor>core_company "
        + "category:string:255 subcategory:string:255 install_status:integer operational_status:integer environment:string:40 assigned_to>sys_user owned_by>sys_user managed_by>sys_user supported_by>sys_user support_group>sys_user_group assignment_group>sys_user_group "
        + "location>cmn_location department>cmn_department company>core_company cost:decimal cost_cc:string:3 discovery_source:string:40 first_discovered:glide_date_time last_discovered:glide_date_time attributes:string:65000 correlation_id:string:512 "
        + "warranty_expiration:glide_date install_date:glide_date_time purchase_date:glide_date sys_class_path:string:255 duplicate_of>cmdb_ci unverified:boolean monitor:boolean";
    private const string Attachment = "file_name:string:100:display content_type:string:255 size_bytes:integer size_compressed:integer compressed:boolean table_name:string:80 table_sys_id:string:32 hash:string:64 state:string:40 "
        + "chunk_size_bytes:integer image_width:integer image_height:integer average_image_color:string:10 encryption_context:string:32 sys_tags:string:100";

    private const string Company = "name:string:80:display street:string:255 city:string:50 state:string:40 zip:string:40 country:string:40 phone:string:40 website:string:1024 customer:boolean vendor:boolean manufacturer:boolean parent>core_company primary:boolean stock_symbol:string:40 market_cap:decimal num_employees:integer notes:string:4000";

    private static readonly string[] s_closeCodes = ["Duplicate", "Known error", "Resolved by caller", "Resolved by change", "Resolved by problem", "Solution provided", "Workaround provided", "User error"];

    internal static void Create(Database data)
    {
        SimTable Add(string name, string label, string columns, string? parent = null, string? prefix = null) => SchemaSeed.Add(data, name, label, columns, parent, prefix);

        SimTable task = Add("task", "Task", Task, prefix: "TASK");
        SimTable incident = Add("incident", "Incident", Incident, "task", "INC");
        SimTable problem = Add("problem", "Problem", Problem, "task", "PRB");
        SimTable change = Add("change_request", "Change Request", Change, "task", "CHG");
        Add("sc_request", "Request", "requested_for>sys_user request_state:string:40 stage:string:40 price:decimal delivery_address:string:4000 special_instructions:string:4000", "task", "REQ");
        Add("sc_req_item", "Requested Item", RequestItem, "task", "RITM");
        Add("sc_task", "Catalog Task", "request_item>sc_req_item request>sc_request sc_catalog:string:32", "task", "SCTASK");
        CatalogSchema.Create(data);
        Add("sys_user", "User", User);
        Add("sys_user_group", "Group", "name:string:80:display manager>sys_user parent>sys_user_group email:string:100 type:string:100 active:boolean description:string:1000");
        Add("sys_user_grmember", "Group Member", "user>sys_user group>sys_user_group");
        Add("core_company", "Company", Company);
        SimTable ci = Add("cmdb_ci", "Configuration Item", Ci);
        Add("cmn_location", "Location", "name:string:100:display city:string:50 country:string:40");
        Add("cmn_department", "Department", "name:string:100:display description:string:1000");
        Add("u_gauge", "Gauge", "u_name:string:40:display u_site>cmn_location u_active:boolean u_value:decimal");
        Add("sys_journal_field", "Journal Entry", "element_id:string:32 element:string:80 name:string:80 value:journal:4000");
        Add("sys_audit_delete", "Deleted Record", "tablename:string:80 documentkey:string:32 display_value:string:255 payload:string:4000000");
        Add("sys_audit", "Audit", "tablename:string:80 documentkey:string:32 fieldname:string:80 oldvalue:string:4000 newvalue:string:4000 user:string:40");
        Add("sys_attachment", "Attachment", Attachment);
        Add("sys_db_object", "Table", "name:string:80 label:string:80:display super_class>sys_db_object is_extendable:boolean");
        Add("sys_dictionary", "Dictionary Entry", "name:string:80 element:string:80:display internal_type:string:40 max_length:integer reference:string:80 mandatory:boolean display:boolean read_only:boolean active:boolean unique:boolean primary:boolean choice:integer default_value:string:512 array:boolean column_label:string:80");
        Add("sys_choice", "Choice", "name:string:80 element:string:80 value:string:100 label:string:100:display sequence:integer inactive:boolean language:string:8 dependent_value:string:100");
        Add("sys_documentation", "Field Label", "name:string:80 element:string:80 label:string:80:display plural:string:80 language:string:8");
        Add("sys_dictionary_override", "Dictionary Entry Override", "name:string:80 element:string:80:display base_table:string:80 mandatory_override:boolean mandatory:boolean default_value_override:boolean default_value:string:512 read_only_override:boolean read_only:boolean");
        Add("sys_glide_object", "Field Class", "name:string:80:display label:string:80 scalar_type:string:40 scalar_length:integer");
        Add("sys_number", "Number", "category:string:80:display prefix:string:40 number:integer maximum_digits:integer");
        ImportSchema.Create(data);

        (string, string)[] states = [("1", "New"), ("2", "In Progress"), ("3", "On Hold"), ("6", "Resolved"), ("7", "Closed"), ("8", "Canceled")];
        (string, string)[] level = [("1", "High"), ("2", "Medium"), ("3", "Low")];
        task.SetLabels("state", [("-5", "Pending"), ("1", "Open"), ("2", "Work in Progress"), ("3", "Closed Complete"), ("4", "Closed Incomplete"), ("7", "Closed Skipped")]);
        task.SetLabels("priority", [("1", "Critical"), ("2", "High"), ("3", "Moderate"), ("4", "Low"), ("5", "Planning")]);
        task.SetLabels("impact", level);
        task.SetLabels("urgency", level);
        task.SetLabels("contact_type", [("email", "Email"), ("phone", "Phone"), ("self-service", "Self-service"), ("walk-in", "Walk-in"), ("monitoring", "Monitoring")]);
        task.SetLabels("approval", [("not requested", "Not Yet Requested"), ("requested", "Requested"), ("approved", "Approved"), ("rejected", "Rejected")]);
        incident.SetLabels("state", states);
        incident.SetLabels("incident_state", states);
        incident.SetLabels("severity", level);
        incident.SetLabels("hold_reason", [("1", "Awaiting Caller"), ("3", "Awaiting Problem"), ("4", "Awaiting Vendor"), ("5", "Awaiting Change")]);
        incident.SetLabels("category", [("inquiry", "Inquiry / Help"), ("software", "Software"), ("hardware", "Hardware"), ("network", "Network"), ("database", "Database")]);
        incident.SetLabels("close_code", s_closeCodes.Select(code => (code, code)));
        (string, string)[] problemStates = [("101", "New"), ("102", "Assess"), ("103", "Root Cause Analysis"), ("104", "Fix in Progress"), ("106", "Resolved"), ("107", "Closed")];
        problem.SetLabels("state", problemStates);
        problem.SetLabels("problem_state", problemStates);
        change.SetLabels("state", [("-5", "New"), ("-4", "Assess"), ("-3", "Authorize"), ("-2", "Scheduled"), ("-1", "Implement"), ("0", "Review"), ("3", "Closed"), ("4", "Canceled")]);
        change.SetLabels("type", [("normal", "Normal"), ("standard", "Standard"), ("emergency", "Emergency")]);
        change.SetLabels("risk", [("1", "Very High"), ("2", "High"), ("3", "Moderate"), ("4", "Low")]);
        ci.SetLabels("install_status", [("1", "Installed"), ("2", "On Order"), ("3", "In Maintenance"), ("6", "In Stock"), ("7", "Retired"), ("100", "Absent")]);
        ci.SetLabels("operational_status", [("1", "Operational"), ("2", "Non-Operational"), ("3", "Repair in Progress"), ("6", "Retired")]);
    }

    internal static SimTable Add(Database data, string name, string label, string columns, string? parent = null, string? prefix = null)
    {
        string all = parent == null ? Base + " " + columns : columns;
        var table = new SimTable(name, label, parent == null ? null : data[parent], all.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Column)) { Prefix = prefix };
        data.Add(table);
        return table;
    }

    private static SimColumn Column(string text)
    {
        int arrow = text.IndexOf('>', StringComparison.Ordinal);
        if (arrow > 0)
        {
            return new SimColumn(text[..arrow], "reference", text[(arrow + 1)..], 32);
        }

        string[] parts = text.Split(':');
        int? length = parts.Length > 2 ? int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) : null;
        bool system = parts[0] is "sys_mod_count" or "sys_created_on" or "sys_created_by" or "sys_updated_on" or "sys_updated_by";
        return new SimColumn(parts[0], parts[1], null, length, Display: parts.Length > 3, ReadOnly: system, Mandatory: false);
    }
}

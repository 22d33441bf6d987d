using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>The tables behind the Service Catalog API: items, their variables, carts and answers (contract servicenow-rest §4.5, §4.8).</summary>
internal static class CatalogSchema
{
    private const string Item = "sys_class_name:sys_class_name:80 name:string:100:display short_description:string:200 description:html:8000 active:boolean type:string:40 price:decimal recurring_price:decimal recurring_frequency:string:40 "
        + "category>sc_category sc_catalogs:glide_list order:integer mandatory_attachment:boolean";
    private const string Variable = "name:string:100 question_text:string:255:display type:integer mandatory:boolean active:boolean order:integer cat_item>sc_cat_item variable_set>item_option_new_set default_value:string:4000 reference:string:80 read_only:boolean";

    internal static void Create(Database data)
    {
        void Add(string name, string label, string columns, string? parent = null) => SchemaSeed.Add(data, name, label, columns, parent);

        Add("sc_catalog", "Catalog", "title:string:100:display description:string:1000 active:boolean");
        Add("sc_category", "Category", "title:string:100:display description:string:1000 active:boolean sc_catalog>sc_catalog parent>sc_category order:integer");
        Add("sc_cat_item", "Catalog Item", Item);
        Add("sc_cat_item_producer", "Record Producer", "table_name:string:80 redirect_url:string:40", "sc_cat_item");
        Add("item_option_new_set", "Variable Set", "title:string:100:display internal_name:string:100 type:string:40 active:boolean order:integer");
        Add("io_set_item", "Catalog Variable Set", "sc_cat_item>sc_cat_item variable_set>item_option_new_set order:integer");
        Add("item_option_new", "Variable", Variable);
        Add("question_choice", "Question Choice", "question>item_option_new text:string:255:display value:string:255 order:integer inactive:boolean");
        Add("sc_cart", "Shopping Cart", "name:string:100:display user>sys_user");
        Add("sc_cart_item", "Cart Item", "cart>sc_cart cat_item>sc_cat_item quantity:integer requested_for>sys_user also_request_for:glide_list");
        Add("sc_item_option", "Options", "item_option_new>item_option_new value:string:4000 order:integer cart_item>sc_cart_item");
        Add("sc_item_option_mtom", "Variable Ownership", "request_item>sc_req_item sc_item_option>sc_item_option");
        Add("sc_multi_row_question_answer", "Multi Row Question Answer", "parent_id:string:32 parent_table_name:string:80 variable_set>item_option_new_set item_option_new>item_option_new row_index:string:40 sequence:integer value:string:4000");

        (string, string)[] closing = [("closed_incomplete", "Closed Incomplete"), ("closed_complete", "Closed Complete"), ("closed_cancelled", "Closed Cancelled")];
        data["sc_request"].SetLabels("request_state", [("draft", "Draft"), ("requested", "Requested"), ("submitted", "Submitted"), ("in_process", "In Process"), ("delivered", "Delivered"), ("cancelled", "Cancelled"), .. closing]);
        data["sc_req_item"].SetLabels("stage", [("waiting_for_approval", "Waiting for Approval"), ("request_approved", "Request Approved"), ("fulfillment", "Fulfillment"), ("delivery", "Delivery"), ("completed", "Completed"), ("Request Cancelled", "Request Cancelled")]);
    }
}

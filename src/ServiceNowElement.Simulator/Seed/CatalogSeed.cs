using System.Globalization;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Seed;

/// <summary>The catalog around the items that <see cref="DataSeed"/> made: categories, variables, record producers; tasks and answers of earlier orders; members of groups (contract servicenow-rest §8.5).</summary>
internal sealed class CatalogSeed(Database data, IdSource ids, string stamp)
{
    private const string DelegationProducer = "01205b180a0a0b3000b6efd641d24b75";
    private const string SelectBox = "5";
    private const string SingleLine = "6";
    private const string MultiLine = "2";
    private const string CheckBox = "7";

    internal void Fill()
    {
        string service = Add("sc_catalog", ("title", "Service Catalog"), ("description", "Products and services for everybody"), ("active", "true"));
        string technical = Add("sc_catalog", ("title", "Technical Catalog"), ("description", "Products and services of IT"), ("active", "true"));
        string hardware = Category("Hardware", service, string.Empty, 10);
        string[] categories = [hardware, Category("Laptops", service, hardware, 20), Category("Software", service, string.Empty, 30), Category("Servers", technical, string.Empty, 10)];
        string help = Category("Can We Help You?", service, string.Empty, 40);
        List<SimRow> items = [.. data["sc_cat_item"].Rows];
        for (int i = 0; i < items.Count; i++)
        {
            Set(items[i], ("category", categories[i % 4]), ("sc_catalogs", i % 4 == 3 ? technical : service), ("type", "catalog_item"), ("order", "0"), ("recurring_price", i % 5 == 0 ? "10" : "0"), ("recurring_frequency", i % 5 == 0 ? "monthly" : string.Empty));
            Variable(items[i].Id, "justification", "Why do you need it?", MultiLine, mandatory: i % 3 == 0, 100);
            Choices(Variable(items[i].Id, "color", "Color", SelectBox, mandatory: false, 200, "black"), "black", "white", "silver");
            Variable(items[i].Id, "replacement", "Replaces an older one", CheckBox, mandatory: false, 300, "false");
        }

        string accessories = Add("item_option_new_set", ("title", "Accessories"), ("internal_name", "accessories"), ("type", "one_to_many"), ("active", "true"), ("order", "400"));
        Add("item_option_new", ("name", "part"), ("question_text", "Part"), ("type", SingleLine), ("mandatory", "true"), ("active", "true"), ("order", "100"), ("variable_set", accessories));
        Add("item_option_new", ("name", "count"), ("question_text", "Count"), ("type", SingleLine), ("mandatory", "false"), ("active", "true"), ("order", "200"), ("default_value", "1"), ("variable_set", accessories));
        foreach (SimRow item in items.Where((_, i) => i % 4 == 1))
        {
            Add("io_set_item", ("sc_cat_item", item.Id), ("variable_set", accessories), ("order", "100"));
        }

        Producers(service, help);
        Orders(items);
        Members();
        data.Changed();
    }

    private void Producers(string catalog, string category)
    {
        Producer(DelegationProducer, "Delegate roles to group member", catalog, category);
        Variable(DelegationProducer, "role_delegator_group", "Group", SingleLine, mandatory: false, 100);
        Variable(DelegationProducer, "role_delegator_user", "User", SingleLine, mandatory: false, 200);

        string report = Producer(ids.Next(), "Report an issue", catalog, category);
        Variable(report, "short_description", "What is wrong?", SingleLine, mandatory: true, 100);
        Variable(report, "description", "Tell us more", MultiLine, mandatory: false, 200);
        Choices(Variable(report, "urgency", "Urgency", SelectBox, mandatory: false, 300, "3"), "1", "2", "3");
    }

    /// <summary>What earlier orders left: a task each, and the answers of the first few.</summary>
    private void Orders(List<SimRow> items)
    {
        SimTable tasks = data["sc_task"];
        List<SimRow> requested = data["sc_req_item"].Rows;
        var made = new List<SimRow>(requested.Count);
        for (int i = 0; i < requested.Count; i++)
        {
            SimRow row = requested[i];
            string number = tasks.Prefix + (10001 + i).ToString("0000000", CultureInfo.InvariantCulture);
            made.Add(Row(tasks, ids.Next(), ("sys_class_name", "sc_task"), ("number", number), ("task_effective_number", number), ("short_description", "Deliver: " + row.Get("short_description")), ("request_item", row.Id), ("request", row.Get("request")), ("parent", row.Id), ("state", row.Get("stage") == "completed" ? "3" : "1"), ("active", row.Get("stage") == "completed" ? "false" : "true"), ("opened_at", row.Get("opened_at")), ("opened_by", row.Get("opened_by")), ("priority", "4"), ("impact", "3"), ("urgency", "3"), ("approval", "not requested"), ("made_sla", "true"), ("knowledge", "false"), ("escalation", "0"), ("reassignment_count", "0"), ("assignment_group", row.Get("assignment_group")), ("sys_domain", "global")));
        }

        tasks.Load(made);
        tasks.NextNumber = 10001 + requested.Count;
        foreach (SimRow row in requested.Take(20))
        {
            if (items.Find(item => item.Id == row.Get("cat_item")) is { } item)
            {
                foreach (SimRow question in data["item_option_new"].Rows.Where(question => question.Get("cat_item") == item.Id).ToList())
                {
                    string value = question.Get("name") == "justification" ? "The old one broke." : question.Get("default_value");
                    string option = Add("sc_item_option", ("item_option_new", question.Id), ("value", value), ("order", question.Get("order")));
                    Add("sc_item_option_mtom", ("request_item", row.Id), ("sc_item_option", option));
                }
            }
        }
    }

    private void Members()
    {
        List<SimRow> users = [.. data["sys_user"].Rows];
        int next = 0;
        foreach (SimRow group in data["sys_user_group"].Rows)
        {
            for (int i = 0; i < 4; i++)
            {
                Add("sys_user_grmember", ("group", group.Id), ("user", users[next++ % users.Count].Id));
            }
        }
    }

    private string Category(string title, string catalog, string parent, int order) =>
        Add("sc_category", ("title", title), ("description", title), ("active", "true"), ("sc_catalog", catalog), ("parent", parent), ("order", order.ToString(CultureInfo.InvariantCulture)));

    private string Producer(string id, string name, string catalog, string category)
    {
        Insert("sc_cat_item_producer", id, ("sys_class_name", "sc_cat_item_producer"), ("name", name), ("short_description", name), ("active", "true"), ("type", "record_producer"), ("price", "0"), ("recurring_price", "0"), ("category", category), ("sc_catalogs", catalog), ("order", "0"), ("table_name", "incident"), ("mandatory_attachment", "false"));
        return id;
    }

    private string Variable(string item, string name, string question, string type, bool mandatory, int order, string value = "") => Add(
        "item_option_new", ("cat_item", item), ("name", name), ("question_text", question), ("type", type), ("mandatory", mandatory ? "true" : "false"), ("active", "true"), ("read_only", "false"), ("order", order.ToString(CultureInfo.InvariantCulture)), ("default_value", value));

    private void Choices(string question, params string[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Add("question_choice", ("question", question), ("text", char.ToUpperInvariant(values[i][0]) + values[i][1..]), ("value", values[i]), ("order", ((i + 1) * 100).ToString(CultureInfo.InvariantCulture)), ("inactive", "false"));
        }
    }

    private string Add(string table, params (string Column, string Value)[] values)
    {
        string id = ids.Next();
        Insert(table, id, values);
        return id;
    }

    private void Insert(string name, string id, params (string Column, string Value)[] values) => data[name].Insert(Row(data[name], id, values));

    private SimRow Row(SimTable table, string id, params (string Column, string Value)[] values)
    {
        var row = new SimRow(table, [.. Enumerable.Repeat(string.Empty, table.Columns.Count)]) { [0] = id };
        Set(row, [("sys_created_on", stamp), ("sys_created_by", "system"), ("sys_updated_on", stamp), ("sys_updated_by", "system"), ("sys_mod_count", "0"), .. values]);
        return row;
    }

    private static void Set(SimRow row, params (string Column, string Value)[] values)
    {
        foreach ((string column, string value) in values)
        {
            row.Set(column, value);
        }
    }
}

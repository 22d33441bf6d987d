using System.Globalization;
using System.Text.Json.Nodes;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>Orders make a request, its items and their answers; the flow's task follows a second later by the instance's clock. Record producers make a record (contract servicenow-rest §4.5).</summary>
internal static class CatalogOrders
{
    private static readonly TimeSpan s_flow = TimeSpan.FromSeconds(1);

    internal static JsonObject Now(Call call, string id)
    {
        SimRow item = Orderable(call.Data, id);
        CatalogBody body = CatalogBody.Read(call);
        var line = new CatalogLine(item, body.Quantity(), body.Users(call), CatalogAnswers.Read(call.Data, item, body));
        SimRow request = Place(call, [line], body);
        return new JsonObject
        {
            ["sys_id"] = request.Id,
            ["number"] = request.Get("number"),
            ["request_number"] = request.Get("number"),
            ["request_id"] = request.Id,
            ["table"] = "sc_request",
        };
    }

    internal static JsonObject Produce(Call call, string id)
    {
        SimRow producer = CatalogItems.Find(call.Data, id);
        if (producer.Table.Name != "sc_cat_item_producer")
        {
            throw new ApiError(400, "Invalid record producer", $"Item {id} is not a record producer");
        }

        SimTable table = call.Data[producer.Get("table_name")];
        CatalogAnswers answers = CatalogAnswers.Read(call.Data, producer, CatalogBody.Read(call));

        // A variable with the name of a column is mapped to it.
        var members = new Dictionary<string, string>(answers.Values, StringComparer.Ordinal);
        if (table.Find("short_description") != null)
        {
            members.TryAdd("short_description", producer.Get("name"));
        }

        if (table.Find("contact_type") != null)
        {
            members["contact_type"] = "self-service";
        }

        members.Remove("sys_id");
        SimRow row = Records.Of(call).Insert(table, members);
        string page = $"{table.Name}.do?sys_id={row.Id}";
        return new JsonObject
        {
            ["sys_id"] = row.Id,
            ["number"] = table.Find("number") == null ? null : row.Get("number"),
            ["record"] = page,
            ["redirect_url"] = page,
            ["redirect_portal_url"] = string.Empty,
            ["table"] = table.Name,
            ["parent_table"] = table.Parent?.Name ?? table.Name,
            ["parent_id"] = null,
        };
    }

    internal static SimRow Orderable(Database data, string id)
    {
        SimRow item = Database.Get(data["sc_cat_item"], id) ?? throw ApiError.NotFound();
        return item.Get("active") == "true" && item.Table.Name == "sc_cat_item" ? item : throw new ApiError(400, "Item is not orderable", $"Item {id} cannot be ordered by this user");
    }

    internal static SimRow Place(Call call, IReadOnlyList<CatalogLine> lines, CatalogBody body)
    {
        Records records = Records.Of(call);
        decimal total = lines.Sum(line => CatalogApi.Amount(line.Item.Get("price")) * line.Quantity * line.Users.Count);
        SimRow request = records.Make("sc_request", ("requested_for", lines[0].Users[0]), ("request_state", "in_process"), ("stage", "requested"), ("approval", "approved"), ("price", Text(total)), ("special_instructions", body.Instructions), ("delivery_address", body.Address));
        foreach (CatalogLine line in lines)
        {
            foreach (string user in line.Users)
            {
                Request(records, request, line, user);
            }
        }

        return request;
    }

    private static void Request(Records records, SimRow request, CatalogLine line, string user)
    {
        Database data = records.Data;
        SimRow requested = records.Make(
            "sc_req_item",
            ("request", request.Id),
            ("parent", request.Id),
            ("cat_item", line.Item.Id),
            ("requested_for", user),
            ("short_description", line.Item.Get("name")),
            ("stage", "fulfillment"),
            ("approval", "approved"),
            ("quantity", line.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("price", line.Item.Get("price")),
            ("recurring_price", line.Item.Get("recurring_price")),
            ("estimated_delivery", data.Now.AddDays(2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        line.Answers.SaveToItem(records, requested);
        data.Agenda.Add(data.Now + s_flow, () =>
        {
            if (Database.Get(data["sc_req_item"], requested.Id) != null)
            {
                records.Make("sc_task", ("request_item", requested.Id), ("request", request.Id), ("parent", requested.Id), ("short_description", "Deliver " + line.Item.Get("name")), ("sc_catalog", line.Item.Get("sc_catalogs").Split(',')[0]));
            }
        });
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}

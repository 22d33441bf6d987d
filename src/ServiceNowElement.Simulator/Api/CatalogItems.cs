using System.Globalization;
using System.Text.Json.Nodes;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>What the catalog shows: catalogs, categories, items with their variables (contract servicenow-rest §4.5).</summary>
internal static class CatalogItems
{
    private static readonly string[] s_searched = ["name", "short_description", "description"];

    internal static JsonArray Catalogs(Database data) => [.. data["sc_catalog"].Rows.Where(Active).OrderBy(row => row.Get("title"), StringComparer.Ordinal).Select(row => (JsonNode)Catalog(data, row))];

    internal static JsonObject Catalog(Database data, string id) => Catalog(data, Database.Get(data["sc_catalog"], id) ?? throw ApiError.NotFound());

    internal static JsonArray Categories(Database data, string catalog)
    {
        SimRow row = Database.Get(data["sc_catalog"], catalog) ?? throw ApiError.NotFound();
        return [.. Sorted(data["sc_category"].Rows.Where(category => Active(category) && category.Get("sc_catalog") == row.Id), "title").Select(category => (JsonNode)Category(data, category))];
    }

    internal static JsonObject Category(Database data, string id) => Category(data, Database.Get(data["sc_category"], id) ?? throw ApiError.NotFound());

    internal static JsonArray List(Call call)
    {
        Database data = call.Data;
        int limit = Number(call.Parameter("sysparm_limit"), 10000);
        if (limit <= 0)
        {
            throw new ApiError(400, "Invalid value given for sysparm_limit", "sysparm_limit value must be a positive integer");
        }

        int offset = Number(call.Parameter("sysparm_offset"), 0);
        if (offset < 0)
        {
            throw new ApiError(400, "offset is " + offset, "Negative offset is not supported");
        }

        string? text = call.Parameter("sysparm_text");
        string? catalog = call.Parameter("sysparm_catalog");
        string? category = call.Parameter("sysparm_category");
        string? type = call.Parameter("sysparm_type");
        IEnumerable<SimRow> items = Sorted(data.FamilyRows(data["sc_cat_item"]).Where(Active), "name")
            .Where(row => string.IsNullOrEmpty(text) || s_searched.Any(column => row.Get(column).Contains(text, StringComparison.OrdinalIgnoreCase)))
            .Where(row => string.IsNullOrEmpty(catalog) || row.Get("sc_catalogs").Split(',').Contains(catalog))
            .Where(row => string.IsNullOrEmpty(category) || row.Get("category") == category)
            .Where(row => string.IsNullOrEmpty(type) || row.Get("type") == type);
        return [.. items.Skip(offset).Take(limit).Select(row => (JsonNode)Head(data, row))];
    }

    /// <summary>The whole item.</summary>
    internal static JsonObject One(Database data, string id)
    {
        SimRow row = Find(data, id);
        JsonObject item = Head(data, row);
        item["variables"] = new JsonArray([.. CatalogQuestions.Of(data, row).Select(question => (JsonNode)Variable(data, question)), .. CatalogQuestions.Sets(data, row).Select(set => (JsonNode)Set(data, set))]);
        item["ui_policy"] = new JsonArray();
        item["client_script"] = new JsonObject { ["onLoad"] = new JsonArray(), ["onChange"] = new JsonArray(), ["onSubmit"] = new JsonArray(), ["onCellEdit"] = new JsonArray() };
        item["data_lookup"] = new JsonArray();
        return item;
    }

    internal static SimRow Find(Database data, string id) => Database.Get(data["sc_cat_item"], id) is { } row && Active(row) ? row : throw ApiError.NotFound();

    private static JsonObject Catalog(Database data, SimRow row) => new()
    {
        ["sys_id"] = row.Id,
        ["title"] = row.Get("title"),
        ["description"] = row.Get("description"),
        ["has_categories"] = data["sc_category"].Rows.Any(category => category.Get("sc_catalog") == row.Id),
        ["has_items"] = data.FamilyRows(data["sc_cat_item"]).Any(item => item.Get("sc_catalogs").Contains(row.Id, StringComparison.Ordinal)),
        ["desktop_image"] = string.Empty,
    };

    private static JsonObject Category(Database data, SimRow row) => new()
    {
        ["sys_id"] = row.Id,
        ["title"] = row.Get("title"),
        ["description"] = row.Get("description"),
        ["full_description"] = null,
        ["count"] = data.FamilyRows(data["sc_cat_item"]).Count(item => Active(item) && item.Get("category") == row.Id),
        ["subcategories"] = new JsonArray([.. Sorted(data["sc_category"].Rows.Where(child => child.Get("parent") == row.Id), "title").Select(child => (JsonNode)new JsonObject { ["sys_id"] = child.Id, ["title"] = child.Get("title") })]),
    };

    private static JsonObject Head(Database data, SimRow row)
    {
        bool producer = row.Table.Name == "sc_cat_item_producer";
        string price = CatalogApi.Price(CatalogApi.Amount(row.Get("price")));
        return new JsonObject
        {
            ["sys_id"] = row.Id,
            ["name"] = row.Get("name"),
            ["short_description"] = row.Get("short_description"),
            ["description"] = row.Get("description"),
            ["type"] = row.Get("type"),
            ["sys_class_name"] = row.Get("sys_class_name"),
            ["catalogs"] = new JsonArray([.. row.Get("sc_catalogs").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => (JsonNode)new JsonObject { ["sys_id"] = id, ["title"] = data.Display("sc_catalog", id), ["active"] = true })]),
            ["category"] = row.Get("category").Length == 0 ? null : new JsonObject { ["sys_id"] = row.Get("category"), ["title"] = data.Display("sc_category", row.Get("category")) },
            ["price"] = price,
            ["localized_price"] = price,
            ["price_currency"] = "USD",
            ["recurring_price"] = CatalogApi.Price(CatalogApi.Amount(row.Get("recurring_price"))),
            ["recurring_price_frequency"] = row.Get("recurring_frequency"),
            ["show_price"] = !producer,
            ["show_quantity"] = !producer,
            ["mandatory_attachment"] = row.Get("mandatory_attachment") == "true",
            ["order"] = Number(row.Get("order"), 0),
            ["picture"] = string.Empty,
            ["kb_article"] = null,
        };
    }

    private static JsonObject Variable(Database data, SimRow row) => new()
    {
        ["id"] = row.Id,
        ["name"] = row.Get("name"),
        ["label"] = row.Get("question_text"),
        ["type"] = Number(row.Get("type"), 0),
        ["friendly_type"] = CatalogQuestions.Type(row.Get("type")),
        ["mandatory"] = row.Get("mandatory") == "true",
        ["active"] = true,
        ["read_only"] = row.Get("read_only") == "true",
        ["render_label"] = true,
        ["reference"] = row.Get("reference"),
        ["value"] = row.Get("default_value"),
        ["displayvalue"] = row.Get("default_value"),
        ["order"] = Number(row.Get("order"), 0),
        ["choices"] = new JsonArray([.. CatalogQuestions.Choices(data, row).Select((choice, i) => (JsonNode)new JsonObject { ["label"] = choice.Get("text"), ["value"] = choice.Get("value"), ["index"] = i })]),
    };

    private static JsonObject Set(Database data, SimRow row) => new()
    {
        ["id"] = row.Id,
        ["name"] = row.Get("internal_name"),
        ["label"] = row.Get("title"),
        ["type"] = "sc_multi_row",
        ["mandatory"] = false,
        ["active"] = true,
        ["children"] = new JsonArray([.. CatalogQuestions.OfSet(data, row).Select(question => (JsonNode)Variable(data, question))]),
    };

    private static bool Active(SimRow row) => row.Get("active") == "true";

    private static IEnumerable<SimRow> Sorted(IEnumerable<SimRow> rows, string name) => rows.OrderBy(row => Number(row.Get("order"), 0)).ThenBy(row => row.Get(name), StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal);

    private static int Number(string? text, int otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : -1;
}

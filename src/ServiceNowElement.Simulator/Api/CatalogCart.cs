using System.Globalization;
using System.Text.Json.Nodes;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The caller's cart, kept in sc_cart and sc_cart_item (contract servicenow-rest §4.5).</summary>
internal static class CatalogCart
{
    internal static JsonObject Add(Call call, string id)
    {
        SimRow item = CatalogOrders.Orderable(call.Data, id);
        CatalogBody body = CatalogBody.Read(call);
        int quantity = body.Quantity();
        List<string> users = body.Users(call);
        CatalogAnswers answers = CatalogAnswers.Read(call.Data, item, body);
        SimRow cart = Cart(call);
        Records records = Records.Of(call);
        SimRow line = records.Make("sc_cart_item", ("cart", cart.Id), ("cat_item", item.Id), ("quantity", quantity.ToString(CultureInfo.InvariantCulture)), ("requested_for", users[0]), ("also_request_for", string.Join(',', users.Skip(1))));
        answers.SaveToCart(records, line);
        return Show(call);
    }

    internal static JsonObject Show(Call call)
    {
        SimRow cart = Cart(call);
        var items = new JsonArray();
        decimal total = 0;
        foreach (SimRow line in Lines(call.Data, cart))
        {
            SimRow? item = Database.Get(call.Data["sc_cat_item"], line.Get("cat_item"));
            int quantity = Quantity(line);
            decimal price = CatalogApi.Amount(item?.Get("price") ?? string.Empty);
            decimal sum = price * quantity * Users(line).Count;
            total += sum;
            items.Add(new JsonObject
            {
                ["cart_item_id"] = line.Id,
                ["catalog_item_id"] = line.Get("cat_item"),
                ["item_name"] = item?.Get("name"),
                ["quantity"] = quantity,
                ["price"] = CatalogApi.Price(price),
                ["subtotal"] = CatalogApi.Price(sum),
            });
        }

        return new JsonObject { ["cart_id"] = cart.Id, ["subtotal"] = CatalogApi.Price(total), ["items"] = items };
    }

    internal static JsonObject Change(Call call, string id)
    {
        SimRow line = Line(call, id);
        CatalogBody body = CatalogBody.Read(call);
        string quantity = (body.HasQuantity ? body.Quantity() : Quantity(line)).ToString(CultureInfo.InvariantCulture);
        if (body.HasVariables && Database.Get(call.Data["sc_cat_item"], line.Get("cat_item")) is { } item)
        {
            CatalogAnswers answers = CatalogAnswers.Read(call.Data, item, body);
            CatalogAnswers.Forget(call.Data, line);
            answers.SaveToCart(Records.Of(call), line);
        }

        line.Set("quantity", quantity);
        line.Set("sys_updated_on", call.Data.Stamp);
        return Show(call);
    }

    internal static Reply Remove(Call call, string id)
    {
        Drop(call.Data, Line(call, id));
        return new Reply { Status = 204, Modelled = 175 };
    }

    internal static Reply Empty(Call call, string id)
    {
        SimRow cart = Cart(call);
        if (!string.Equals(cart.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiError.NotFound();
        }

        Lines(call.Data, cart).ForEach(line => Drop(call.Data, line));
        return new Reply { Status = 204, Modelled = 175 };
    }

    internal static JsonObject Submit(Call call)
    {
        List<SimRow> lines = Lines(call.Data, Cart(call));
        if (lines.Count == 0)
        {
            throw new ApiError(400, "Cart is empty", "There is nothing to order");
        }

        CatalogBody body = CatalogBody.Read(call);
        List<CatalogLine> order = [.. lines.Select(line => new CatalogLine(CatalogOrders.Orderable(call.Data, line.Get("cat_item")), Quantity(line), Users(line), CatalogAnswers.OfCart(call.Data, line)))];
        SimRow request = CatalogOrders.Place(call, order, body);
        lines.ForEach(line => Drop(call.Data, line));
        return new JsonObject { ["request_number"] = request.Get("number"), ["request_id"] = request.Id };
    }

    private static SimRow Cart(Call call) =>
        call.Data["sc_cart"].Rows.FirstOrDefault(row => row.Get("user") == call.UserId) ?? Records.Of(call).Make("sc_cart", ("name", "DEFAULT"), ("user", call.UserId));

    private static List<SimRow> Lines(Database data, SimRow cart) => [.. data["sc_cart_item"].Rows.Where(row => row.Get("cart") == cart.Id).OrderBy(row => row.Get("sys_created_on"), StringComparer.Ordinal)];

    private static SimRow Line(Call call, string id) => Database.Get(call.Data["sc_cart_item"], id) is { } line && line.Get("cart") == Cart(call).Id ? line : throw ApiError.NotFound();

    private static int Quantity(SimRow line) => int.Parse(line.Get("quantity"), CultureInfo.InvariantCulture);

    private static List<string> Users(SimRow line) => [line.Get("requested_for"), .. line.Get("also_request_for").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static void Drop(Database data, SimRow line)
    {
        CatalogAnswers.Forget(data, line);
        line.Table.Remove(line);
        data.Changed();
    }
}

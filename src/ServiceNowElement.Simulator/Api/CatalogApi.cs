using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator.Api;

/// <summary>The Service Catalog API: which path means what (contract servicenow-rest §4.5). Numbers, booleans and null are real JSON types here; prices are texts.</summary>
internal static class CatalogApi
{
    internal static Reply Run(Call call)
    {
        string[] path = call.Path.Trim('/').Split('/');
        if (path[1] != "sn_sc")
        {
            throw ApiError.NoResource();
        }

        // Reading the cart makes one when there is none: all calls exclude each other.
        call.Data.Gate.EnterWriteLock();
        try
        {
            return Route(call, path[(Array.IndexOf(path, "servicecatalog") + 1)..]);
        }
        finally
        {
            call.Data.Gate.ExitWriteLock();
        }
    }

    internal static string Price(decimal price) => price.ToString("$#,##0.00", CultureInfo.InvariantCulture);

    internal static decimal Amount(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal amount) ? amount : 0;

    private static Reply Route(Call call, string[] path)
    {
        string method = call.Method == "HEAD" ? "GET" : call.Method;
        return (method, path) switch
        {
            ("GET", ["catalogs"]) => Answer(CatalogItems.Catalogs(call.Data)),
            ("GET", ["catalogs", var id]) => Answer(CatalogItems.Catalog(call.Data, id)),
            ("GET", ["catalogs", var id, "categories"]) => Answer(CatalogItems.Categories(call.Data, id)),
            ("GET", ["categories", var id]) => Answer(CatalogItems.Category(call.Data, id)),
            ("GET", ["items"]) => Answer(CatalogItems.List(call)),
            ("GET", ["items", var id]) => Answer(CatalogItems.One(call.Data, id)),
            ("POST", ["items", var id, "order_now"]) => Answer(CatalogOrders.Now(call, id), 1000),
            ("POST", ["items", var id, "submit_producer"]) => Answer(CatalogOrders.Produce(call, id), 1000),
            ("POST", ["items", var id, "add_to_cart"]) => Answer(CatalogCart.Add(call, id), 150),
            ("GET", ["cart"]) => Answer(CatalogCart.Show(call)),
            ("POST", ["cart", "checkout" or "submit_order"]) => Answer(CatalogCart.Submit(call), 1000),
            ("DELETE", ["cart", var id, "empty"]) => CatalogCart.Empty(call, id),
            ("PUT", ["cart", var item]) => Answer(CatalogCart.Change(call, item), 150),
            ("DELETE", ["cart", var item]) => CatalogCart.Remove(call, item),
            (_, ["wishlist", ..] or ["items", _, "add_to_wishlist" or "checkout_guide" or "submit_guide"] or ["variables", _, "display_value"] or ["cart", "delivery_address", _]) =>
                throw new NotSimulatedException("servicecatalog/" + string.Join('/', path)),
            (_, ["catalogs" or "items" or "cart"] or ["catalogs" or "categories" or "items" or "cart", _] or ["catalogs", _, "categories"] or ["items", _, "order_now" or "submit_producer" or "add_to_cart"] or ["cart", _, "empty"]) =>
                throw new ApiError(405, "Method not supported", null),
            _ => throw ApiError.NoResource(),
        };
    }

    private static Reply Answer(JsonNode result, double more = 0)
    {
        var reply = new Reply { Rows = (result as JsonArray)?.Count ?? 1 };
        using var json = new Utf8JsonWriter(reply.Body, RowWriter.Options);
        new JsonObject { ["result"] = result }.WriteTo(json);
        reply.Modelled += reply.Rows + more;
        return reply;
    }
}

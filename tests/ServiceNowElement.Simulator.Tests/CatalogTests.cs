using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Catalogs, categories, items and record producers (contract servicenow-rest §4.5, §8.5).</summary>
public sealed class CatalogTests : IAsyncLifetime
{
    private const string Catalog = "api/sn_sc/v1/servicecatalog/";
    private const string DelegationProducer = "01205b180a0a0b3000b6efd641d24b75";
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task Items_are_rows_of_the_item_table()
    {
        JsonElement[] items = await ItemsAsync(string.Empty);

        Assert.True(items.Length >= 10);
        Assert.Equal(_instance.Host.SysIds("sc_cat_item").Order(StringComparer.Ordinal), items.Select(Id).Order(StringComparer.Ordinal));
        Assert.Contains(DelegationProducer, items.Select(Id));
        Assert.All(items, item => Assert.False(item.TryGetProperty("variables", out _)));
    }

    [Fact]
    public async Task Items_by_page()
    {
        string[] all = [.. (await ItemsAsync(string.Empty)).Select(Id)];
        string[] page = [.. (await ItemsAsync("sysparm_limit=4&sysparm_offset=3")).Select(Id)];

        Assert.Equal(all[3..7], page);
        Assert.Empty(await ItemsAsync("sysparm_offset=1000"));
    }

    [Fact]
    public async Task Items_by_text_catalog_category_and_type()
    {
        JsonElement[] all = await ItemsAsync(string.Empty);
        JsonElement sample = all.First(item => item.GetProperty("type").GetString() == "catalog_item");
        string name = sample.GetProperty("name").GetString()!;
        string catalog = sample.GetProperty("catalogs")[0].GetProperty("sys_id").GetString()!;
        string category = sample.GetProperty("category").GetProperty("sys_id").GetString()!;

        JsonElement[] byText = await ItemsAsync("sysparm_text=" + Uri.EscapeDataString(name.ToUpperInvariant()));
        JsonElement[] byCatalog = await ItemsAsync("sysparm_catalog=" + catalog);
        JsonElement[] byCategory = await ItemsAsync("sysparm_category=" + category);
        JsonElement[] byType = await ItemsAsync("sysparm_type=record_producer");

        Assert.Contains(Id(sample), byText.Select(Id));
        Assert.True(byText.Length < all.Length);
        Assert.Equal(all.Count(item => item.GetProperty("catalogs")[0].GetProperty("sys_id").GetString() == catalog), byCatalog.Length);
        Assert.All(byCategory, item => Assert.Equal(category, item.GetProperty("category").GetProperty("sys_id").GetString()));
        Assert.Contains(Id(sample), byCategory.Select(Id));
        Assert.Contains(DelegationProducer, byType.Select(Id));
        Assert.DoesNotContain(Id(sample), byType.Select(Id));
    }

    [Fact]
    public async Task An_inactive_item_is_not_shown_and_not_ordered()
    {
        string id = (await _instance.ListAsync("sc_cat_item", "type=catalog_item^ORDERBYname"))[0];
        await _instance.SendAsync("PATCH", "api/now/v2/table/sc_cat_item/" + id, """{"active":"false"}""");

        (HttpResponseMessage item, _) = await _instance.SendAsync("GET", Catalog + "items/" + id);
        (HttpResponseMessage order, _) = await _instance.SendAsync("POST", $"{Catalog}items/{id}/order_now", """{"sysparm_quantity":"1","variables":{"justification":"x"}}""");

        Assert.DoesNotContain(id, (await ItemsAsync(string.Empty)).Select(Id));
        Assert.Equal(HttpStatusCode.NotFound, item.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, order.StatusCode);
    }

    [Fact]
    public async Task One_item_has_variables_with_real_types_and_prices_as_text()
    {
        List<string> mandatory = await _instance.ListAsync("item_option_new", "name=justification^mandatory=true", "cat_item");

        (_, JsonElement body) = await _instance.SendAsync("GET", Catalog + "items/" + mandatory[0]);

        JsonElement item = body.GetProperty("result");
        JsonElement[] variables = [.. item.GetProperty("variables").EnumerateArray()];
        JsonElement color = variables.Single(variable => variable.GetProperty("name").GetString() == "color");
        Assert.Equal(JsonValueKind.True, variables.Single(variable => variable.GetProperty("name").GetString() == "justification").GetProperty("mandatory").ValueKind);
        Assert.Equal(5, color.GetProperty("type").GetInt32());
        Assert.Equal(["black", "white", "silver"], color.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("value").GetString()));
        Assert.Matches(@"^\$[\d,]+\.\d\d$", item.GetProperty("price").GetString());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("kb_article").ValueKind);
        Assert.Equal([JsonValueKind.Array, JsonValueKind.Object, JsonValueKind.Array], new[] { "ui_policy", "client_script", "data_lookup" }.Select(name => item.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task Catalogs_and_categories()
    {
        (_, JsonElement catalogs) = await _instance.SendAsync("GET", "api/sn_sc/servicecatalog/catalogs");
        string catalog = catalogs.GetProperty("result").EnumerateArray().Single(row => row.GetProperty("title").GetString() == "Service Catalog").GetProperty("sys_id").GetString()!;
        (_, JsonElement one) = await _instance.SendAsync("GET", Catalog + "catalogs/" + catalog);
        (_, JsonElement categories) = await _instance.SendAsync("GET", $"{Catalog}catalogs/{catalog}/categories");
        JsonElement hardware = categories.GetProperty("result").EnumerateArray().Single(row => row.GetProperty("title").GetString() == "Hardware");
        (_, JsonElement category) = await _instance.SendAsync("GET", Catalog + "categories/" + hardware.GetProperty("sys_id").GetString());
        int items = (await ItemsAsync("sysparm_category=" + hardware.GetProperty("sys_id").GetString())).Length;

        Assert.Equal("Service Catalog", one.GetProperty("result").GetProperty("title").GetString());
        Assert.Equal(items, category.GetProperty("result").GetProperty("count").GetInt32());
        Assert.Equal("Laptops", category.GetProperty("result").GetProperty("subcategories")[0].GetProperty("title").GetString());
        Assert.DoesNotContain("Servers", categories.GetProperty("result").EnumerateArray().Select(row => row.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task The_delegation_producer_asks_two_optional_questions()
    {
        (_, JsonElement body) = await _instance.SendAsync("GET", Catalog + "items/" + DelegationProducer);

        Assert.Equal("record_producer", body.GetProperty("result").GetProperty("type").GetString());
        Assert.Equal(["role_delegator_group", "role_delegator_user"], body.GetProperty("result").GetProperty("variables").EnumerateArray().Select(variable => variable.GetProperty("name").GetString()));
        Assert.All(body.GetProperty("result").GetProperty("variables").EnumerateArray(), variable => Assert.False(variable.GetProperty("mandatory").GetBoolean()));
    }

    [Fact]
    public async Task A_producer_makes_a_record_from_its_variables()
    {
        string id = (await ItemsAsync("sysparm_text=Report+an+issue")).Select(Id).Single();

        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("POST", $"{Catalog}items/{id}/submit_producer", """{"variables":{"short_description":"Screen is dark","urgency":"1","nosuch":"x"}}""");

        JsonElement result = body.GetProperty("result");
        IReadOnlyDictionary<string, string> row = _instance.Host.FindRow("incident", result.GetProperty("sys_id").GetString()!)!;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Screen is dark", "1", result.GetProperty("number").GetString()!], new[] { row["short_description"], row["urgency"], row["number"] });
        Assert.Matches(@"^INC\d{7}$", row["number"]);
        Assert.Equal(["incident", "task"], new[] { result.GetProperty("table").GetString(), result.GetProperty("parent_table").GetString() });
        Assert.Equal("incident.do?sys_id=" + row["sys_id"], result.GetProperty("redirect_url").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("parent_id").ValueKind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"variables":{}}""")]
    [InlineData("""{"variables":{"role_delegator_group":"Network","role_delegator_user":"x"}}""")]
    public async Task The_delegation_producer_takes_what_it_gets(string body)
    {
        int before = _instance.Host.CountRows("incident");

        (HttpResponseMessage response, _) = await _instance.SendAsync("POST", $"{Catalog}items/{DelegationProducer}/submit_producer", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before + 1, _instance.Host.CountRows("incident"));
    }

    [Theory]
    [InlineData("GET", "items/00000000000000000000000000000000", 404)]
    [InlineData("POST", "items/00000000000000000000000000000000/order_now", 404)]
    [InlineData("POST", "items/00000000000000000000000000000000/submit_producer", 404)]
    [InlineData("GET", "catalogs/00000000000000000000000000000000", 404)]
    [InlineData("GET", "categories/00000000000000000000000000000000", 404)]
    [InlineData("GET", "items?sysparm_limit=0", 400)]
    [InlineData("GET", "items?sysparm_offset=-1", 400)]
    [InlineData("GET", "nothing", 400)]
    [InlineData("DELETE", "items", 405)]
    [InlineData("POST", "items/01205b180a0a0b3000b6efd641d24b75/order_now", 400)]
    [InlineData("GET", "wishlist", 501)]
    [InlineData("POST", "items/01205b180a0a0b3000b6efd641d24b75/add_to_wishlist", 501)]
    [InlineData("POST", "items/01205b180a0a0b3000b6efd641d24b75/submit_guide", 501)]
    [InlineData("POST", "items/01205b180a0a0b3000b6efd641d24b75/checkout_guide", 501)]
    [InlineData("GET", "cart/delivery_address/6816f79cc0a8016401c5a33be04be441", 501)]
    public async Task Errors(string method, string target, int status)
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync(method, Catalog + target, method == "POST" ? """{"sysparm_quantity":"1"}""" : null);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("failure", body.GetProperty("status").GetString());
        Assert.Equal(status == 501, body.GetProperty("error").GetProperty("message").GetString()!.Contains("servicecatalog/" + target, StringComparison.Ordinal));
    }

    private static string Id(JsonElement item) => item.GetProperty("sys_id").GetString()!;

    private async Task<JsonElement[]> ItemsAsync(string parameters)
    {
        (_, JsonElement body) = await _instance.SendAsync("GET", $"{Catalog}items?{parameters}");
        return [.. body.GetProperty("result").EnumerateArray()];
    }
}

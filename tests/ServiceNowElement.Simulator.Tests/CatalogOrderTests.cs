using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Orders, the cart and what they leave in the tables (contract servicenow-rest §4.5).</summary>
public sealed class CatalogOrderTests : IAsyncLifetime
{
    private const string Catalog = "api/sn_sc/v1/servicecatalog/";
    private Instance _instance = null!;
    private string _item = null!;
    private string _strict = null!;

    public async ValueTask InitializeAsync()
    {
        _instance = await Instance.StartAsync();
        _item = (await _instance.ListAsync("item_option_new", "name=justification^mandatory=false", "cat_item"))[0];
        _strict = (await _instance.ListAsync("item_option_new", "name=justification^mandatory=true", "cat_item"))[0];
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task An_order_makes_a_request_with_items_and_answers()
    {
        (HttpResponseMessage response, JsonElement body) = await OrderAsync(_strict, """{"sysparm_quantity":"2","variables":{"justification":"New colleague","color":"white","replacement":true,"nosuch":"x"}}""");

        JsonElement result = body.GetProperty("result");
        string request = result.GetProperty("request_id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Matches(@"^REQ\d{7}$", result.GetProperty("request_number").GetString());
        Assert.Equal(["sc_request", request, result.GetProperty("request_number").GetString()], new[] { "table", "sys_id", "number" }.Select(name => result.GetProperty(name).GetString()));

        string requested = Assert.Single(await _instance.ListAsync("sc_req_item", "request=" + request));
        IReadOnlyDictionary<string, string> item = _instance.Host.FindRow("sc_req_item", requested)!;
        Assert.Matches(@"^RITM\d{7}$", item["number"]);
        Assert.Equal(["2", _strict], new[] { item["quantity"], item["cat_item"] });
        decimal price = decimal.Parse(item["price"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(price * 2, decimal.Parse(_instance.Host.FindRow("sc_request", request)!["price"], System.Globalization.CultureInfo.InvariantCulture));
        Dictionary<string, string> answers = await AnswersAsync(requested);
        Assert.Equal(["New colleague", "white", "true"], new[] { "justification", "color", "replacement" }.Select(name => answers[name]));
        Assert.DoesNotContain("nosuch", answers.Keys);
    }

    [Fact]
    public async Task The_task_of_the_flow_appears_a_second_later()
    {
        (_, JsonElement body) = await OrderAsync(_item, """{"sysparm_quantity":"1"}""");
        string request = body.GetProperty("result").GetProperty("request_id").GetString()!;

        _instance.Host.AdvanceClock(TimeSpan.FromSeconds(1));

        Assert.Matches(@"^SCTASK\d{7}$", Assert.Single(await _instance.ListAsync("sc_task", "request=" + request, "number")));
        Assert.Equal(await _instance.ListAsync("sc_req_item", "request=" + request), await _instance.ListAsync("sc_task", "request=" + request, "request_item"));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"sysparm_quantity":"0"}""")]
    [InlineData("""{"sysparm_quantity":"-1"}""")]
    [InlineData("""{"sysparm_quantity":"many"}""")]
    [InlineData("""{"sysparm_quantity":"1.5"}""")]
    [InlineData("""{"sysparm_quantity":null}""")]
    [InlineData("""{"sysparm_quantity":"1","sysparm_requested_for":"nobody"}""")]
    [InlineData("""{"sysparm_quantity":"1","variables":{"accessories":"no rows"}}""", "accessories")]
    [InlineData("""{"sysparm_quantity":"1","variables":{"accessories":[{"count":"2"}]}}""", "accessories")]
    [InlineData("""{"sysparm_quantity":"1",""")]
    [InlineData("""[1]""")]
    public async Task A_bad_order_is_refused_and_leaves_nothing(string json, string set = "")
    {
        string item = set.Length == 0 ? _item : (await _instance.ListAsync("io_set_item", "ORDERBYsys_id", "sc_cat_item"))[0];
        string full = json.Replace("\"variables\":{", "\"variables\":{\"justification\":\"x\",", StringComparison.Ordinal);
        int before = _instance.Host.CountRows("task");

        (HttpResponseMessage response, JsonElement body) = await OrderAsync(item, full);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("failure", body.GetProperty("status").GetString());
        Assert.Equal(before, _instance.Host.CountRows("task"));
    }

    [Theory]
    [InlineData("""{"sysparm_quantity":"1"}""")]
    [InlineData("""{"sysparm_quantity":"1","variables":{"justification":""}}""")]
    public async Task A_mandatory_variable_must_be_answered(string json)
    {
        (HttpResponseMessage response, JsonElement body) = await OrderAsync(_strict, json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("justification", body.GetProperty("error").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_users_get_an_item_each_or_none_does()
    {
        string[] users = [.. _instance.Host.SysIds("sys_user").Take(3)];
        int before = _instance.Host.CountRows("sc_req_item");

        (HttpResponseMessage refused, _) = await OrderAsync(_item, $$"""{"sysparm_quantity":"1","sysparm_requested_for":"{{users[0]}}","sysparm_also_request_for":"{{users[1]}},nobody"}""");
        int between = _instance.Host.CountRows("sc_req_item");
        (HttpResponseMessage tooMany, _) = await OrderAsync(_item, $$"""{"sysparm_quantity":"1","sysparm_also_request_for":"{{string.Join(",", Enumerable.Repeat(users[1], 51))}}"}""");
        (_, JsonElement body) = await OrderAsync(_item, $$"""{"sysparm_quantity":"1","sysparm_requested_for":"{{users[0]}}","sysparm_also_request_for":"{{users[1]}},{{users[2]}}"}""");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], new[] { refused.StatusCode, tooMany.StatusCode });
        Assert.Equal(before, between);
        Assert.Equal(users, (await _instance.ListAsync("sc_req_item", "request=" + body.GetProperty("result").GetProperty("request_id").GetString(), "requested_for")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_a_variable_set_are_kept_as_rows(bool asText)
    {
        const string Rows = """[{"part":"Dock","count":"2"},{"part":"Mouse"}]""";
        string item = (await _instance.ListAsync("io_set_item", "ORDERBYsys_id", "sc_cat_item"))[0];
        string value = asText ? JsonSerializer.Serialize(Rows) : Rows;

        (_, JsonElement body) = await OrderAsync(item, $$$"""{"sysparm_quantity":"1","variables":{"justification":"x","accessories":{{{value}}}}}""");

        string requested = Assert.Single(await _instance.ListAsync("sc_req_item", "request=" + body.GetProperty("result").GetProperty("request_id").GetString()));
        Assert.Equal(["Dock", "Mouse"], await _instance.ListAsync("sc_multi_row_question_answer", $"parent_id={requested}^item_option_new.name=part^ORDERBYsequence", "value"));
        Assert.Equal(["2", "1"], await _instance.ListAsync("sc_multi_row_question_answer", $"parent_id={requested}^item_option_new.name=count^ORDERBYsequence", "value"));
    }

    [Fact]
    public async Task A_cart_is_filled_changed_and_ordered()
    {
        (_, JsonElement first) = await _instance.SendAsync("POST", $"{Catalog}items/{_item}/add_to_cart", """{"sysparm_quantity":"1","variables":{"color":"silver"}}""");
        (_, JsonElement second) = await _instance.SendAsync("POST", $"{Catalog}items/{_strict}/add_to_cart", """{"sysparm_quantity":1,"variables":{"justification":"x"}}""");
        string line = first.GetProperty("result").GetProperty("items")[0].GetProperty("cart_item_id").GetString()!;
        (_, JsonElement changed) = await _instance.SendAsync("PUT", $"{Catalog}cart/{line}", """{"sysparm_quantity":"3"}""");
        (_, JsonElement cart) = await _instance.SendAsync("GET", Catalog + "cart");
        (HttpResponseMessage ordered, JsonElement body) = await _instance.SendAsync("POST", Catalog + "cart/submit_order", "{}");
        (_, JsonElement after) = await _instance.SendAsync("GET", Catalog + "cart");

        Assert.Equal(2, second.GetProperty("result").GetProperty("items").GetArrayLength());
        Assert.Equal(changed.GetRawText(), cart.GetRawText());
        Assert.Equal(3, cart.GetProperty("result").GetProperty("items").EnumerateArray().Single(item => item.GetProperty("cart_item_id").GetString() == line).GetProperty("quantity").GetInt32());
        Assert.Matches(@"^\$[\d,]+\.\d\d$", cart.GetProperty("result").GetProperty("subtotal").GetString());
        Assert.Equal(HttpStatusCode.OK, ordered.StatusCode);
        string request = body.GetProperty("result").GetProperty("request_id").GetString()!;
        Assert.Equal(new[] { _item, _strict }.Order(StringComparer.Ordinal), (await _instance.ListAsync("sc_req_item", "request=" + request, "cat_item")).Order(StringComparer.Ordinal));
        string requested = Assert.Single(await _instance.ListAsync("sc_req_item", $"request={request}^cat_item={_item}"));
        Assert.Equal("silver", (await AnswersAsync(requested))["color"]);
        Assert.Equal("3", _instance.Host.FindRow("sc_req_item", requested)!["quantity"]);
        Assert.Empty(after.GetProperty("result").GetProperty("items").EnumerateArray());
        Assert.Equal(0, _instance.Host.CountRows("sc_cart_item"));
    }

    [Fact]
    public async Task Lines_are_removed_one_by_one_or_all_at_once()
    {
        (_, JsonElement first) = await _instance.SendAsync("POST", $"{Catalog}items/{_item}/add_to_cart", """{"sysparm_quantity":"1"}""");
        await _instance.SendAsync("POST", $"{Catalog}items/{_item}/add_to_cart", """{"sysparm_quantity":"1"}""");
        string cart = first.GetProperty("result").GetProperty("cart_id").GetString()!;
        string line = first.GetProperty("result").GetProperty("items")[0].GetProperty("cart_item_id").GetString()!;

        (HttpResponseMessage removed, _) = await _instance.SendAsync("DELETE", $"{Catalog}cart/{line}");
        (HttpResponseMessage again, _) = await _instance.SendAsync("DELETE", $"{Catalog}cart/{line}");
        int left = _instance.Host.CountRows("sc_cart_item");
        (HttpResponseMessage other, _) = await _instance.SendAsync("DELETE", $"{Catalog}cart/{line}/empty");
        (HttpResponseMessage emptied, _) = await _instance.SendAsync("DELETE", $"{Catalog}cart/{cart}/empty");
        (HttpResponseMessage nothing, JsonElement why) = await _instance.SendAsync("POST", Catalog + "cart/checkout", "{}");

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NoContent, HttpStatusCode.BadRequest], new[] { removed, again, other, emptied, nothing }.Select(response => response.StatusCode));
        Assert.Equal(1, left);
        Assert.Equal(0, _instance.Host.CountRows("sc_cart_item"));
        Assert.Equal("Cart is empty", why.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("order-retry")]
    [InlineData("reset-before-executed")]
    public async Task A_lost_answer_leaves_the_order(string fault)
    {
        int before = _instance.Host.CountRows("sc_request");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Catalog}items/{_item}/order_now") { Content = new StringContent("""{"sysparm_quantity":"1"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Sim-Fault", fault);

        await Assert.ThrowsAsync<HttpRequestException>(() => _instance.Client.SendAsync(request));

        Assert.Equal(before + 1, _instance.Host.CountRows("sc_request"));
        Assert.Contains(fault, SimulatorFault.Names.Keys);
    }

    [Fact]
    public async Task An_order_in_a_batch_answers_the_same()
    {
        string order = Convert.ToBase64String("""{"sysparm_quantity":"1"}"""u8);
        (_, JsonElement body) = await _instance.SendAsync("POST", "api/now/v1/batch", $$"""{"batch_request_id":"b","rest_requests":[{"id":"1","method":"POST","url":"/{{Catalog}}items/{{_item}}/order_now","headers":[{"name":"Content-Type","value":"application/json"}],"body":"{{order}}"}]}""");

        JsonElement served = body.GetProperty("serviced_requests")[0];
        using JsonDocument answer = JsonDocument.Parse(Convert.FromBase64String(served.GetProperty("body").GetString()!));
        Assert.Equal(200, served.GetProperty("status_code").GetInt32());
        Assert.NotNull(_instance.Host.FindRow("sc_request", answer.RootElement.GetProperty("result").GetProperty("sys_id").GetString()!));
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> OrderAsync(string item, string json) => _instance.SendAsync("POST", $"{Catalog}items/{item}/order_now", json);

    private async Task<Dictionary<string, string>> AnswersAsync(string requested)
    {
        var answers = new Dictionary<string, string>();
        foreach (string option in await _instance.ListAsync("sc_item_option_mtom", "request_item=" + requested, "sc_item_option"))
        {
            IReadOnlyDictionary<string, string> row = _instance.Host.FindRow("sc_item_option", option)!;
            answers[_instance.Host.FindRow("item_option_new", row["item_option_new"])!["name"]] = row["value"];
        }

        return answers;
    }
}

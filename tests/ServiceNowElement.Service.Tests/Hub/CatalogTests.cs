using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Catalog items: contract cloud-elements-api §7.1, §7.2.</summary>
public sealed class CatalogTests(SharedHubBench shared) : IClassFixture<SharedHubBench>
{
    private readonly HubBench _bench = shared.Bench;

    [Fact]
    public async Task Items_come_in_pages_and_one_has_its_variables()
    {
        HubReply all = (await _bench.GetAsync("items")).Expect(HttpStatusCode.OK);
        List<string> paged = [];
        string? token = null;
        do
        {
            HubReply page = (await _bench.GetAsync("items?pageSize=4" + (token == null ? string.Empty : "&nextPage=" + Uri.EscapeDataString(token)))).Expect(HttpStatusCode.OK);
            paged.AddRange(page.Values("sys_id"));
            token = page.Token;
        }
        while (token != null);

        Assert.Equal(all.Values("sys_id"), paged);
        JsonElement one = (await _bench.GetAsync("items/" + paged[0])).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(JsonValueKind.Array, one.GetProperty("variables").ValueKind);
    }

    [Fact]
    public async Task A_producer_makes_its_record_once()
    {
        string producer = _bench.Simulator.SysIds("sc_cat_item_producer").Single(id => _bench.Simulator.FindRow("sc_cat_item_producer", id)!["name"] == "Report an issue");
        int before = _bench.Simulator.CountRows("incident");

        JsonElement made = (await _bench.PostAsync($"items/{producer}/submit_producer", """{"variables":{"short_description":"broken"}}""")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(before + 1, _bench.Simulator.CountRows("incident"));
        Assert.StartsWith("INC", made.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.NotNull(_bench.Simulator.FindRow("incident", made.GetProperty("sys_id").GetString()!));
        (await _bench.PostAsync($"items/{producer}/submit_producer", """{"variables":{}}""")).Expect(HttpStatusCode.BadRequest);
        (await _bench.GetAsync($"items/{producer}/submit_producer")).Expect(HttpStatusCode.MethodNotAllowed);
        (await _bench.GetAsync("items/00000000000000000000000000000000")).Expect(HttpStatusCode.NotFound);
    }
}

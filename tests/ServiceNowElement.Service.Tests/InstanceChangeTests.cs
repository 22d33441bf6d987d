using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §5.3 to §5.7: reading, changing, disabling and deleting instances, by id and by token.</summary>
public sealed class InstanceChangeTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task A_list_is_filtered_by_tags_and_text_and_is_404_when_nothing_fits()
    {
        await _bench.CreateInstanceAsync("list-one", members: ""","tags":["list-a","list-b"]""");
        await _bench.CreateInstanceAsync("list-two", members: ""","tags":["list-a"]""");

        Assert.Equal(2, await CountAsync("instances?tags[]=list-a"));
        Assert.Equal(1, await CountAsync("instances?tags%5B%5D=list-a&tags%5B%5D=list-b"));
        Assert.Equal(1, await CountAsync("instances?tags[]=list-a&searchText=LIST-TWO"));
        Assert.True(await CountAsync("instances?searchText=servicenow") >= 2);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", "instances?tags[]=nothing-has-this")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", "elements/servicenowoauth/instances")).Status);
        Assert.True((int?)(await ServiceBench.SendAsync(_bench.Platform, "GET", "instances/count")).Body!["totalInstances"] >= 2);
    }

    [Fact]
    public async Task Pages_follow_the_token_and_a_short_element_keeps_what_clients_need()
    {
        foreach (int i in Enumerable.Range(0, 3))
        {
            await _bench.CreateInstanceAsync("page" + i, members: ""","tags":["pages"]""");
        }

        (_, JsonNode? first, HttpResponseMessage response) = await ServiceBench.SendAsync(_bench.Platform, "GET", "instances?tags[]=pages&pageSize=2&hydrate=false");
        string next = Uri.EscapeDataString(response.Headers.GetValues("Elements-Next-Page-Token").Single());
        (_, JsonNode? second, HttpResponseMessage last) = await ServiceBench.SendAsync(_bench.Platform, "GET", $"instances?tags[]=pages&pageSize=2&nextPage={next}&page=2");

        Assert.Equal(["page0", "page1"], first!.AsArray().Select(item => (string?)item!["name"]));
        Assert.Equal(["page2"], second!.AsArray().Select(item => (string?)item!["name"]));
        Assert.False(last.Headers.Contains("Elements-Next-Page-Token"));
        Assert.Equal("3", response.Headers.GetValues("Elements-Total-Count").Single());
        Assert.Equal("servicenow", (string?)first[0]!["element"]!["key"]);
        Assert.NotNull(first[0]!["token"]);
        Assert.Null(first[0]!["element"]!["parameters"]);
        Assert.Equal(400, (await ServiceBench.SendAsync(_bench.Platform, "GET", "instances?pageSize=0")).Status);
        Assert.Equal(400, (await ServiceBench.SendAsync(_bench.Platform, "GET", "instances?nextPage=nonsense")).Status);
    }

    [Fact]
    public async Task Patch_changes_only_what_is_given_and_put_sends_back_what_was_read()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("change", """ "extra":"1" """);
        string path = "instances/" + (long)instance["id"]!;

        JsonNode? patched = (await ServiceBench.SendAsync(_bench.Platform, "PATCH", path, """{"configuration":{"event.notification.callback.url":"https://a.example"}}""")).Body;
        Assert.Equal("https://a.example", (string?)patched!["configuration"]!["event.notification.callback.url"]);
        Assert.Equal("1", (string?)patched["configuration"]!["extra"]);
        Assert.Equal("change", (string?)patched["name"]);

        patched["name"] = "<b>renamed</b>";
        patched["tags"] = new JsonArray();
        (int status, JsonNode? put, _) = await ServiceBench.SendAsync(_bench.Platform, "PUT", path, patched.ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal("renamed", (string?)put!["name"]);
        Assert.Empty(put["tags"]!.AsArray());
        Assert.Equal((long)instance["id"]!, (long)put["id"]!);
        Assert.Equal((string)instance["token"]!, (string)put["token"]!);

        // The eight asterisks that were sent back did not become the password.
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "GET", "ping")).Status);
    }

    [Fact]
    public async Task New_credentials_are_proven_before_they_are_kept()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("prove");
        string path = "instances/" + (long)instance["id"]!;

        Assert.Equal(401, (await ServiceBench.SendAsync(_bench.Platform, "PATCH", path, """{"configuration":{"password":"wrong"}}""")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "GET", "ping")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "PATCH", path, """{"configuration":{"password":"admin"}}""")).Status);
    }

    [Fact]
    public async Task The_instance_of_the_token_is_changed_without_its_id()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("twin");
        HttpClient client = _bench.Hub((string)instance["token"]!);

        JsonNode? patched = (await ServiceBench.SendAsync(client, "PATCH", "instances", """{"name":"<i>twin2</i>"}""")).Body;
        JsonNode? read = (await ServiceBench.SendAsync(client, "GET", "instances")).Body;

        Assert.Equal("twin2", (string?)patched!["name"]);
        Assert.Equal((long)instance["id"]!, (long?)read!["id"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "GET", $"elements/servicenow/instances/{(long)instance["id"]!}")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", $"elements/servicenowoauth/instances/{(long)instance["id"]!}")).Status);
    }

    [Fact]
    public async Task Configuration_items_are_read_and_changed_one_by_one()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("items");
        string path = $"instances/{(long)instance["id"]!}/configuration";
        JsonArray items = (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Body!.AsArray();
        JsonNode filter = items.Single(item => (string?)item!["key"] == "filter.response.nulls")!;
        JsonNode password = items.Single(item => (string?)item!["key"] == "password")!;
        Assert.Equal("********", (string?)password["propertyValue"]);
        Assert.Contains(items, item => (string?)item!["key"] == "event.notification.enabled");

        (int status, JsonNode? changed, _) = await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "PATCH", $"instances/configuration/{(long)filter["id"]!}", """{"propertyValue":"false"}""");
        Assert.Equal(200, status);
        Assert.Equal("false", (string?)changed!["propertyValue"]);
        Assert.Equal("false", (string?)(await ServiceBench.SendAsync(_bench.Platform, "GET", $"{path}/{(long)filter["id"]!}")).Body!["propertyValue"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "PATCH", $"{path}/{(long)password["id"]!}", password.ToJsonString())).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "GET", "ping")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", path + "/999999")).Status);
    }

    [Fact]
    public async Task A_disabled_instance_refuses_resources_and_still_lists_objects()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("disable");
        HttpClient hub = _bench.Hub((string)instance["token"]!);
        string path = $"instances/{(long)instance["id"]!}/enabled";

        JsonNode? disabled = (await ServiceBench.SendAsync(_bench.Platform, "DELETE", path)).Body;
        Assert.True((bool?)disabled!["disabled"]);
        Assert.Equal(403, (await ServiceBench.SendAsync(hub, "GET", "incidents")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(hub, "GET", "objects")).Status);

        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent([]) };
        using HttpResponseMessage enabled = await _bench.Platform.SendAsync(request);
        Assert.Equal(200, (int)enabled.StatusCode);
        Assert.Equal(200, (await ServiceBench.SendAsync(hub, "GET", "ping")).Status);
    }

    [Fact]
    public async Task The_token_of_a_deleted_instance_is_dead_at_once()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("gone");
        HttpClient hub = _bench.Hub((string)instance["token"]!);
        string path = "instances/" + (long)instance["id"]!;
        Assert.Equal(200, (await ServiceBench.SendAsync(hub, "GET", "ping")).Status);

        // Real clients send the four bytes "null" as the body (contract §16.1, 1).
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "DELETE", path, "null")).Status);

        Assert.Equal(401, (await ServiceBench.SendAsync(hub, "GET", "ping")).Status);
        Assert.Equal(401, (await ServiceBench.SendAsync(hub, "GET", "no/such/path")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "DELETE", path)).Status);
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_arrive()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("together");
        string path = "instances/" + (long)instance["id"]!;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ServiceBench.SendAsync(_bench.Platform, "PATCH", path, $$$"""{"configuration":{"k{{{i}}}":"v"}}""")));

        JsonObject configuration = (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Body!["configuration"]!.AsObject();
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal("v", (string?)configuration["k" + i]));
    }

    [Fact]
    public async Task Changes_at_the_same_time_do_not_make_the_service_fail()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("race");
        string path = "instances/" + (long)instance["id"]!;
        IEnumerable<Task<(int Status, JsonNode? Body, HttpResponseMessage Response)>> calls = Enumerable.Range(0, 12).Select(i => i == 6
            ? ServiceBench.SendAsync(_bench.Platform, "DELETE", path)
            : ServiceBench.SendAsync(_bench.Platform, "PATCH", path, $$$"""{"name":"race{{{i}}}","configuration":{"k{{{i}}}":"v"}}"""));

        (int Status, JsonNode? Body, HttpResponseMessage Response)[] answers = await Task.WhenAll(calls);

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 404 or 409, answer.Body?.ToJsonString()));
    }

    private async Task<int> CountAsync(string path)
    {
        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(_bench.Platform, "GET", path);
        Assert.Equal(200, status);
        return body!.AsArray().Count;
    }
}

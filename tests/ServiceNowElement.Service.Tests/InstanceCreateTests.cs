using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §5.1, §5.2: creation and the instance object.</summary>
public sealed class InstanceCreateTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task The_answer_is_the_whole_instance()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("demo", """ "filter.response.nulls":true,"my.own":{"a":[1,2]},"event.notification.enabled":"true" """);

        Assert.True((long?)instance["id"] > 0);
        Assert.Equal("demo", (string?)instance["name"]);
        Assert.Equal("demo", (string?)instance["tags"]![0]);
        Assert.Equal(32, Convert.FromBase64String((string)instance["token"]!).Length);
        Assert.Equal(("servicenow", 145L), ((string?)instance["element"]!["key"], (long?)instance["element"]!["id"]));
        Assert.Null(instance["element"]!["configuration"]);
        Assert.True((bool?)instance["valid"]);
        Assert.True((bool?)instance["eventsEnabled"]);
        Assert.Equal("me@example.test", (string?)instance["user"]!["emailAddress"]);
        Assert.NotNull(instance["user"]!["firstName"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string?)instance["createdDate"]);
        JsonNode configuration = instance["configuration"]!;
        Assert.Equal("true", (string?)configuration["filter.response.nulls"]);
        Assert.Equal("""{"a":[1,2]}""", (string?)configuration["my.own"]);
        Assert.Equal("admin", (string?)configuration["username"]);
        Assert.Equal("********", (string?)configuration["password"]);
        Assert.Equal("200", (string?)configuration["pagination.max"]);
        Assert.True(configuration.AsObject().ContainsKey("event.notification.callback.url"));
        Assert.Null(configuration["event.notification.callback.url"]);
    }

    [Theory]
    [InlineData("<a href='#'>x</a>", "x")]
    [InlineData("<<b>script>y<</b>/script>", "y")]
    public async Task Html_is_taken_out_of_names(string name, string expected)
    {
        JsonObject instance = await _bench.CreateInstanceAsync(name);

        Assert.Equal(expected, (string?)instance["name"]);
        Assert.Equal(expected, (string?)instance["tags"]![0]);
    }

    [Fact]
    public async Task The_element_may_stand_in_the_path_and_tags_in_the_body()
    {
        string body = $$$"""{"name":"x","tags":["t1","t2"],"configuration":{"username":"admin","password":"admin","servicenow.subdomain":"{{{_bench.Simulator.Url}}}"}}""";
        (int status, JsonNode? instance, _) = await ServiceBench.SendAsync(_bench.Platform, "POST", "elements/145/instances", body);

        Assert.Equal(200, status);
        Assert.Equal(["t1", "t2"], instance!["tags"]!.AsArray().Select(tag => (string?)tag));
    }

    [Theory]
    [InlineData("""{"name":"x","element":{"key":"nothing"},"configuration":{}}""", 404)]
    [InlineData("""{"name":"x","configuration":{}}""", 400)]
    [InlineData("""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"a","password":"b"}}""", 400)]
    [InlineData("""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"a","password":"********","servicenow.subdomain":"dev1"}}""", 400)]
    [InlineData("""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"a","password":"b","servicenow.subdomain":"http://10.0.0.1"}}""", 400)]
    [InlineData("""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"a","password":"b","servicenow.subdomain":"http://127.0.0.1:1"}}""", 400)]
    [InlineData("""{"name":"x","element":{"key":"servicenowoauth"},"configuration":{"oauth.api.key":"a","oauth.api.secret":"b","servicenow.subdomain":"dev1"}}""", 400)]
    public async Task What_cannot_work_is_refused(string body, int expected)
    {
        (int status, JsonNode? answer, _) = await ServiceBench.SendAsync(_bench.Platform, "POST", "instances", body);

        Assert.True(expected == status, answer?.ToJsonString());
        Assert.NotNull(answer!["message"]);
    }

    [Fact]
    public async Task A_wrong_password_is_401_with_the_providers_words_and_leaves_nothing_behind()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1);
        string body = $$$"""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"admin","password":"wrong","servicenow.subdomain":"{{{bench.Simulator.Url}}}"}}""";

        (int status, JsonNode? answer, _) = await ServiceBench.SendAsync(bench.Platform, "POST", "instances", body);

        Assert.Equal(401, status);
        Assert.False(string.IsNullOrEmpty((string?)answer!["providerMessage"]));
        Assert.Equal(404, (await ServiceBench.SendAsync(bench.Platform, "GET", "instances")).Status);
    }

    [Fact]
    public async Task Objects_come_along_when_asked_for()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("objects", members: ""","retrieveObjectsAfterInstantiation":true""");

        JsonArray objects = instance["objects"]!.AsArray();
        Assert.Contains(objects, item => (string?)item!["name"] == "incidents" && (string?)item["type"] == "ceCanonical" && (string?)item["vendorName"] == "incident");
        Assert.Contains(objects, item => (string?)item!["name"] == "cmdb_ci" && (string?)item["type"] == "vendor");
    }

    [Fact]
    public async Task Provider_data_is_never_echoed()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("data", members: ""","providerData":{"unused":"leak-me"}""");

        Assert.DoesNotContain("leak-me", instance.ToJsonString(), StringComparison.Ordinal);
    }
}

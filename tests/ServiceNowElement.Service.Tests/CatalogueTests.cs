using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §4: hubs, elements, their configuration and metadata.</summary>
public sealed class CatalogueTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Theory]
    [InlineData("servicenow", 145, "basic")]
    [InlineData("145", 145, "basic")]
    [InlineData("servicenowoauth", 566, "oauth2")]
    [InlineData("1323", 566, "oauth2")]
    public async Task An_element_is_found_by_key_and_number(string keyOrId, int id, string authentication)
    {
        JsonNode element = await GetAsync("elements/" + keyOrId);

        Assert.Equal(id, (int?)element["id"]);
        Assert.Equal(authentication, (string?)element["authentication"]!["type"]);
        Assert.Equal("helpdesk", (string?)element["hub"]);
        Assert.NotNull(element["description"]);
    }

    [Fact]
    public async Task The_configuration_has_the_keys_and_defaults_of_the_contract()
    {
        JsonArray items = (await GetAsync("elements/servicenow/configuration")).AsArray();
        Dictionary<string, JsonNode> byKey = items.ToDictionary(item => (string)item!["key"]!, item => item!);

        Assert.Equal("https://{subdomain}.service-now.com/api/now/v1/table", (string?)byKey["base.url"]["defaultValue"]);
        Assert.Equal("sys_updated_on", (string?)byKey["bulk.query.field_name"]["defaultValue"]);
        Assert.Equal("PASSWORD", (string?)byKey["password"]["type"]);
        Assert.StartsWith("{", (string?)byKey["event.poller.configuration"]["defaultValue"], StringComparison.Ordinal);
        Assert.True((bool?)byKey["servicenow.subdomain"]["required"]);
        Assert.Equal(21, items.Count);
        Assert.All(items, item => Assert.NotNull(item!["description"]));
    }

    [Theory]
    [InlineData("key in ('servicenow','servicenowoauth')", 2)]
    [InlineData("key='servicenowoauth'", 1)]
    [InlineData("private='true'", 0)]
    [InlineData("abridged='true'", 2)]
    [InlineData("", 2)]
    public async Task Elements_are_filtered_with_ceql(string where, int expected)
    {
        Assert.Equal(expected, (await GetAsync("elements?where=" + Uri.EscapeDataString(where))).AsArray().Count);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_read_says_so_in_the_words_of_the_contract()
    {
        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(_bench.Platform, "GET", "elements?where=key%20%3D%3D%20");

        Assert.Equal(400, status);
        Assert.Contains("Error parsing query", (string?)body!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elements/145/metadata")]
    [InlineData("elements/servicenow/metadata?expand=true")]
    public async Task Metadata_says_that_events_are_polled(string path)
    {
        JsonNode metadata = await GetAsync(path);

        Assert.True((bool?)metadata["events"]!["supported"]);
        Assert.Equal("polling", (string?)metadata["events"]!["methods"]![0]);
        Assert.NotNull(metadata["events"]!["polling"]!["incidents"]!["pollUrl"]);
        Assert.Equal(path.Contains("expand", StringComparison.Ordinal), metadata["resources"] != null);
    }

    [Fact]
    public async Task Hubs_have_keys_elements_and_resources()
    {
        Assert.Equal("helpdesk", (string?)(await GetAsync("hubs"))[0]!["key"]);
        Assert.Equal("helpdesk", (string?)(await GetAsync("hubs/keys"))[0]);
        Assert.Equal(14, (int?)(await GetAsync("hubs/helpdesk"))["id"]);
        Assert.Equal(2, (await GetAsync("hubs/helpdesk/elements")).AsArray().Count);
        Assert.NotEmpty((await GetAsync("hubs?hydrate=true"))[0]!["resources"]!.AsArray());
        Assert.Equal(2, (await GetAsync("elements/keys")).AsArray().Count);
    }

    [Theory]
    [InlineData("elements/999999")]
    [InlineData("elements/999999/metadata")]
    [InlineData("elements/nothing/configuration")]
    [InlineData("elements/nothing/docs")]
    [InlineData("hubs/nothing")]
    public async Task What_is_not_there_is_404(string path)
    {
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Status);
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(_bench.Client(null), "GET", path);
        Assert.Equal(200, status);
        return body!;
    }
}

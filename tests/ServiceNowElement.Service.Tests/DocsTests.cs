using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §5.8: documentation as OpenAPI 2.0, and the service's own description.</summary>
public sealed class DocsTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task An_instance_is_described_with_the_host_that_was_asked_for()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("docs");

        JsonNode docs = (await ServiceBench.SendAsync(_bench.Platform, "GET", $"instances/{(long)instance["id"]!}/docs?baseUrl=https%3A%2F%2Ffoo.example")).Body!;
        JsonNode own = (await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "GET", "instances/docs")).Body!;

        Assert.Equal("2.0", (string?)docs["swagger"]);
        Assert.Equal("foo.example", (string?)docs["host"]);
        Assert.Equal("https", (string?)docs["schemes"]![0]);
        Assert.Equal("GET-contacts", (string?)docs["paths"]!["/contacts"]!["get"]!["operationId"]);
        Assert.Equal(_bench.Service.Url.Authority, (string?)own["host"]);
        string[] references = [.. docs["paths"]!.ToJsonString().Split("#/definitions/").Skip(1).Select(text => text[..text.IndexOf('"', StringComparison.Ordinal)]).Distinct()];
        Assert.All(references, name => Assert.NotNull(docs["definitions"]![name]));
    }

    [Fact]
    public async Task One_operation_has_a_document_and_models()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("operation");
        string path = $"instances/{(long)instance["id"]!}/docs/";

        JsonNode operation = (await ServiceBench.SendAsync(_bench.Platform, "GET", path + "GET-contacts")).Body!;
        JsonNode models = (await ServiceBench.SendAsync(_bench.Platform, "GET", path + "GET-contacts/definitions")).Body!;

        Assert.Single(operation["paths"]!.AsObject());
        Assert.Equal(["contacts"], models.AsObject().Select(model => model.Key));
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", path + "GET-nothing")).Status);
        Assert.Equal(400, (await ServiceBench.SendAsync(_bench.Platform, "GET", $"instances/{(long)instance["id"]!}/docs?baseUrl=nonsense")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "GET", "docs/helpdesk")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "GET", "elements/145/docs")).Status);
    }

    [Fact]
    public async Task The_service_describes_its_own_routes()
    {
        using HttpClient client = _bench.Client(null);
        JsonNode document = JsonNode.Parse(await client.GetStringAsync(new Uri(_bench.Service.Url, "openapi/v1.json")))!;

        JsonNode? read = document["paths"]!["/elements/api-v2/instances/{id}"]?["get"];
        Assert.NotNull(read);
        Assert.Equal("id", (string?)read["parameters"]![0]!["name"]);
    }
}

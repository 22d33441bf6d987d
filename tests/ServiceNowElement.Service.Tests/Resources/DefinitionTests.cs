using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests.Resources;

/// <summary>Contract cloud-elements-api §13.1: definitions at their levels.</summary>
public sealed class DefinitionTests(ResourceBench bench) : IClassFixture<ResourceBench>
{
    [Theory]
    [InlineData("organizations", "organization")]
    [InlineData("accounts", "account")]
    [InlineData("accounts/{account}", "account")]
    [InlineData("instances/{id}", "instance")]
    [InlineData("instances", "instance")]
    [InlineData("elements/servicenow/instances/{id}", "instance")]
    public async Task A_definition_is_made_read_replaced_and_deleted_at_every_level(string prefix, string level)
    {
        ResourceInstance instance = await bench.InstanceAsync();
        HttpClient? client = prefix == "instances" ? instance.Hub : null;
        string path = prefix.Replace("{id}", $"{instance.Id}", StringComparison.Ordinal).Replace("{account}", $"{await bench.DefaultAccountAsync()}", StringComparison.Ordinal)
            + "/objects/" + ResourceBench.NewName("my") + "/definitions";
        const string Body = """{"fields":[{"path":"id","type":"string","displayName":"Id"},{"path":"a.b","type":"number"}],"description":"kept","objectName":"other","startDate":"x","isLegacy":true,"level":"system"}""";

        await bench.ExpectAsync(404, "GET", path, client: client);
        await bench.ExpectAsync(404, "PUT", path, Body, client);
        JsonNode made = (await bench.ExpectAsync(200, "POST", path, Body, client))!;
        await bench.ExpectAsync(409, "POST", path, Body, client);
        JsonNode read = (await bench.ExpectAsync(200, "GET", path, client: client))!;
        JsonNode replaced = (await bench.ExpectAsync(200, "PUT", path, """{"fields":[{"path":"key"}]}""", client))!;
        await bench.ExpectAsync(200, "DELETE", path, "null", client);
        await bench.ExpectAsync(404, "GET", path, client: client);
        await bench.ExpectAsync(404, "DELETE", path, client: client);

        Assert.Equal((level, "kept", path.Split('/')[^2]), ((string?)made["level"], (string?)made["description"], (string?)made["objectName"]));
        Assert.True((long)made["id"]! > 0);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string?)made["createdDate"]);
        Assert.Equal(["id", "a.b"], made["fields"]!.AsArray().Select(field => (string)field!["path"]!));
        Assert.Equal(["string", "number"], made["fields"]!.AsArray().Select(field => (string)field!["type"]!));
        Assert.Equal("Id", (string?)made["fields"]![0]!["displayName"]);
        Assert.True(JsonNode.DeepEquals(made, read), read.ToJsonString());
        Assert.Equal("key", (string?)replaced["fields"]!.AsArray().Single()!["path"]);
    }

    [Fact]
    public async Task A_dictionary_is_stored_whole_or_not_at_all()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string all = $"instances/{instance.Id}/objects/definitions";

        await bench.ExpectAsync(404, "GET", all);
        JsonNode made = (await bench.ExpectAsync(200, "POST", all, """{"one":{"fields":[{"path":"id"}]},"two":{"fields":[]}}"""))!;
        await bench.ExpectAsync(409, "POST", all, """{"three":{"fields":[]},"TWO":{"fields":[]}}""");
        JsonNode read = (await bench.ExpectAsync(200, "GET", all))!;
        await bench.ExpectAsync(404, "GET", all + "?systemOnly=true");
        await bench.ExpectAsync(200, "DELETE", all);
        await bench.ExpectAsync(404, "GET", all);

        Assert.Equal(["one", "two"], made.AsObject().Select(pair => pair.Key));
        Assert.True(JsonNode.DeepEquals(made, read), read.ToJsonString());
        Assert.Equal("two", (string?)read["two"]!["objectName"]);
    }

    [Fact]
    public async Task Levels_do_not_leak()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string rest = $"/objects/{ResourceBench.NewName("deep")}/definitions";
        foreach ((string prefix, string field) in new[] { ("organizations", "o"), ("accounts", "a"), ($"instances/{instance.Id}", "i") })
        {
            await bench.ExpectAsync(200, "POST", prefix + rest, $$"""{"fields":[{"path":"{{field}}","type":"string"}]}""");
        }

        JsonNode organization = (await bench.ExpectAsync(200, "GET", "organizations" + rest))!;
        JsonNode account = (await bench.ExpectAsync(200, "GET", "accounts" + rest))!;
        JsonNode own = (await bench.ExpectAsync(200, "GET", $"instances/{instance.Id}" + rest))!;
        await bench.ExpectAsync(404, "GET", $"accounts/{await bench.OtherAccountAsync()}" + rest);
        await bench.ExpectAsync(404, "GET", $"instances/{(await bench.InstanceAsync()).Id}" + rest);

        Assert.Equal(("o", "organization", null), Field(organization));
        Assert.Equal(("a", "account", await bench.DefaultAccountAsync()), Field(account));
        Assert.Equal(("i", "instance", instance.Id), Field(own));
    }

    [Fact]
    public async Task A_definition_in_use_is_not_deleted()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("used");
        string own = $"instances/{instance.Id}";
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[{"path":"id"}]}""");
        await bench.ExpectAsync(200, "POST", $"{own}/transformations/{name}", """{"vendorName":"incident"}""");
        await bench.ExpectAsync(200, "POST", $"{own}/objects/{name}/definitions", """{"fields":[{"path":"id"}]}""");

        await bench.ExpectAsync(409, "DELETE", $"organizations/objects/{name}/definitions");
        await bench.ExpectAsync(409, "DELETE", $"{own}/objects/{name}/definitions");
        await bench.ExpectAsync(409, "DELETE", $"{own}/objects/definitions");
        await bench.ExpectAsync(200, "DELETE", $"{own}/transformations/{name}");
        await bench.ExpectAsync(200, "DELETE", $"{own}/objects/definitions");
        await bench.ExpectAsync(200, "DELETE", $"organizations/objects/{name}/definitions");
    }

    [Fact]
    public async Task A_rename_takes_the_transformations_of_the_level_along()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string own = $"instances/{instance.Id}";
        await bench.MapAsync(instance, "incidents", """{"fields":[{"path":"id","vendorPath":"sys_id"}]}""");
        await bench.ExpectAsync(200, "POST", $"{own}/objects/taken/definitions", """{"fields":[]}""");

        await bench.ExpectAsync(404, "PATCH", $"{own}/objects/nothing", """{"objectName":"mine"}""");
        await bench.ExpectAsync(409, "PATCH", $"{own}/objects/incidents", """{"objectName":"taken"}""");
        await bench.ExpectAsync(400, "PATCH", $"{own}/objects/incidents", """{"objectName":"a/b"}""");
        await bench.ExpectAsync(400, "PATCH", $"{own}/objects/incidents", "{}");
        JsonNode renamed = (await bench.ExpectAsync(200, "PATCH", "instances/objects/incidents", """{"objectName":"mine"}""", instance.Hub))!;

        Assert.Equal("mine", (string?)renamed["objectName"]);
        await bench.ExpectAsync(404, "GET", $"{own}/transformations/incidents");
        Assert.Equal("incidents", (string?)(await bench.ExpectAsync(200, "GET", $"{own}/transformations/mine"))!["vendorName"]);
        Assert.Equal(12, (await ResourceBench.HubAsync(instance, "GET", "mine")).Values("id").Count);
        Assert.False((await ResourceBench.HubAsync(instance, "GET", "incidents")).Rows[0].TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("one/definitions", "{}")]
    [InlineData("one/definitions", """{"fields":{}}""")]
    [InlineData("one/definitions", """{"fields":["id"]}""")]
    [InlineData("one/definitions", """{"fields":[{"type":"string"}]}""")]
    [InlineData("one/definitions", """{"fields":[{"path":" "}]}""")]
    [InlineData("one/definitions", """{"fields":[{"path":"a","type":5}]}""")]
    [InlineData("one/definitions", "[]")]
    [InlineData("definitions", "{}")]
    [InlineData("definitions", """{"one":5}""")]
    [InlineData("definitions", """{"one":{"fields":[]},"ONE":{"fields":[]}}""")]
    [InlineData("definitions", """{"a/b":{"fields":[]}}""")]
    public async Task What_is_no_definition_is_400(string path, string body) => await bench.ExpectAsync(400, "POST", "organizations/objects/" + path, body);

    [Fact]
    public async Task Other_places_and_other_verbs_are_refused()
    {
        await bench.ExpectAsync(404, "GET", "accounts/987654/objects/definitions");
        await bench.ExpectAsync(404, "GET", "instances/987654/objects/definitions");
        await bench.ExpectAsync(405, "PATCH", "organizations/objects/x/definitions", "{}");
        await bench.ExpectAsync(401, "GET", "organizations/objects/definitions", client: (await bench.InstanceAsync()).Hub);
    }

    [Fact]
    public async Task Users_outside_the_default_account_reach_their_own_account_only()
    {
        (long branch, HttpClient user) = await bench.BranchUserAsync();
        const string Rest = "/objects/branch/definitions";

        await bench.ExpectAsync(200, "POST", $"accounts/{branch}{Rest}", """{"fields":[]}""", user);
        await bench.ExpectAsync(401, "GET", "accounts" + Rest, client: user);
        await bench.ExpectAsync(401, "GET", $"accounts/{await bench.DefaultAccountAsync()}{Rest}", client: user);
        await bench.ExpectAsync(200, "GET", $"accounts/{branch}{Rest}");
    }

    private static (string?, string?, long?) Field(JsonNode definition)
    {
        JsonNode field = definition["fields"]!.AsArray().Single()!;
        return ((string?)field["path"], (string?)field["level"], (long?)field["associatedId"]);
    }
}

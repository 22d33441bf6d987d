using System.Text.Json.Nodes;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tests.Resources;

/// <summary>Contract cloud-elements-api §13.2 and §13.6: transformations at their levels.</summary>
public sealed class TransformationRouteTests(ResourceBench bench) : IClassFixture<ResourceBench>
{
    private const string Full = """
        {"vendorName":"incident","level":"organization","objectName":"other","startDate":"x","elementInstanceId":1,"unknown":{"kept":true},
         "fields":[{"path":"id","vendorPath":"sys_id","type":"string","vendorType":"string","configuration":[{"type":"remove","properties":{"fromVendor":false,"toVendor":true}}]},
                   {"path":"count","vendorPath":"reopen_count"},{"path":"free","vendorPath":"number"}],
         "configuration":[{"type":"passThrough","properties":{"fromVendor":true,"toVendor":true}},{"type":"addToDocumentation"}],
         "script":{"body":"done(transformedObject);","mimeType":"application/javascript","filterEmptyResponse":false}}
        """;

    [Theory]
    [InlineData("organizations/elements/servicenow", "organizations", "organization")]
    [InlineData("organizations/elements/145", "organizations", "organization")]
    [InlineData("accounts/{account}/elements/servicenow", "accounts", "account")]
    [InlineData("instances/{id}", "instances/{id}", "instance")]
    [InlineData("instances", "instances", "instance")]
    public async Task A_transformation_is_made_read_replaced_and_deleted_at_every_level(string prefix, string definitionPrefix, string level)
    {
        ResourceInstance instance = await bench.InstanceAsync();
        HttpClient? client = prefix == "instances" ? instance.Hub : null;
        long account = await bench.DefaultAccountAsync();
        string name = ResourceBench.NewName("t");
        string path = At(prefix) + "/transformations/" + name;

        await bench.ExpectAsync(404, "POST", path, Full, client);
        await bench.ExpectAsync(200, "POST", $"{At(definitionPrefix)}/objects/{name}/definitions", """{"fields":[{"path":"id"},{"path":"count","type":"number"}]}""", client);
        await bench.ExpectAsync(404, "GET", path, client: client);
        await bench.ExpectAsync(404, "PUT", path, Full, client);
        JsonNode made = (await bench.ExpectAsync(200, "POST", path, Full, client))!;
        await bench.ExpectAsync(409, "POST", path, Full, client);
        JsonNode read = (await bench.ExpectAsync(200, "GET", path, client: client))!;
        JsonNode again = (await bench.ExpectAsync(200, "PUT", path, read.ToJsonString(), client))!;
        await bench.ExpectAsync(200, "DELETE", path, "null", client);
        await bench.ExpectAsync(404, "GET", path, client: client);
        await bench.ExpectAsync(404, "DELETE", path, client: client);

        Assert.Equal((name, level, "incident", false), ((string?)made["objectName"], (string?)made["level"], (string?)made["vendorName"], (bool)made["isLegacy"]!));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$", (string?)made["startDate"]);
        Assert.Equal([("id", "string", level), ("count", "number", level), ("free", "string", level)], made["fields"]!.AsArray().Select(Field));
        Assert.True((bool)made["unknown"]!["kept"]!);
        Assert.Equal("done(transformedObject);", (string?)made["script"]!["body"]);
        Assert.Equal("remove", (string?)made["fields"]![0]!["configuration"]![0]!["type"]);
        Assert.True(JsonNode.DeepEquals(made, read), read.ToJsonString());
        Assert.True(JsonNode.DeepEquals(made, again), again.ToJsonString());

        string At(string place) => place.Replace("{id}", $"{instance.Id}", StringComparison.Ordinal).Replace("{account}", $"{account}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dictionary_is_written_read_and_deleted()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string all = $"instances/{instance.Id}/transformations";
        await bench.ExpectAsync(404, "GET", all);
        await bench.ExpectAsync(200, "DELETE", all);
        await bench.ExpectAsync(200, "POST", $"instances/{instance.Id}/objects/definitions", """{"a":{"fields":[]},"b":{"fields":[]}}""");

        await bench.ExpectAsync(404, "POST", all, """{"a":{"vendorName":"incident"},"c":{"vendorName":"incident"}}""");
        await bench.ExpectAsync(404, "GET", all);
        JsonNode made = (await bench.ExpectAsync(200, "POST", all, """{"a":{"vendorName":"incident"}}"""))!;
        await bench.ExpectAsync(409, "POST", all, """{"b":{"vendorName":"incident"},"a":{"vendorName":"incident"}}""");
        JsonNode put = (await bench.ExpectAsync(200, "PUT", all, """{"b":{"vendorName":"incident"},"a":{"vendorName":"sys_user"}}"""))!;
        JsonNode read = (await bench.ExpectAsync(200, "GET", all))!;
        await bench.ExpectAsync(200, "DELETE", all);
        await bench.ExpectAsync(404, "GET", all);

        Assert.Equal(["a"], made.AsObject().Select(pair => pair.Key));
        Assert.Equal(["a", "b"], read.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal("sys_user", (string?)read["a"]!["vendorName"]);
        Assert.True(JsonNode.DeepEquals(put["a"], read["a"]));
    }

    [Fact]
    public async Task A_script_does_not_go_back_to_version_1()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string path = $"instances/{instance.Id}/transformations/s";
        await bench.ExpectAsync(200, "POST", $"instances/{instance.Id}/objects/s/definitions", """{"fields":[]}""");

        JsonNode legacy = (await bench.ExpectAsync(200, "POST", path, """{"vendorName":"incident","isLegacy":true,"script":{"body":"done(1)"},"fields":[]}"""))!;
        await bench.ExpectAsync(200, "PUT", path, """{"vendorName":"incident","isLegacy":true,"script":{"body":"done(2)"}}""");
        JsonNode modern = (await bench.ExpectAsync(200, "PUT", path, """{"vendorName":"incident","isLegacy":false,"script":{"body":"done(3)"}}"""))!;
        await bench.ExpectAsync(400, "PUT", path, """{"vendorName":"incident","isLegacy":true,"script":{"body":"done(4)"}}""");
        JsonNode unstated = (await bench.ExpectAsync(200, "PUT", path, """{"vendorName":"incident","script":{"body":"done(5)"}}"""))!;

        Assert.Equal((true, false, false), ((bool)legacy["isLegacy"]!, (bool)modern["isLegacy"]!, (bool)unstated["isLegacy"]!));
    }

    [Fact]
    public async Task A_lower_level_that_inherits_shows_the_fields_above_and_does_not_take_them_over()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("inh");
        string path = $"instances/{instance.Id}/transformations/{name}";
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[{"path":"top","type":"number"}]}""");
        await bench.ExpectAsync(200, "POST", $"organizations/elements/servicenow/transformations/{name}", """{"vendorName":"incident","fields":[{"path":"top","vendorPath":"reopen_count"},{"path":"id","vendorPath":"number"}]}""");
        JsonNode made = (await bench.ExpectAsync(200, "POST", path, """{"fields":[{"path":"id","vendorPath":"sys_id"}],"configuration":[{"type":"inherit"}]}"""))!;
        await bench.ExpectAsync(200, "PUT", path, made.ToJsonString());
        await bench.ExpectAsync(200, "PUT", $"organizations/elements/servicenow/transformations/{name}", """{"vendorName":"incident","fields":[]}""");
        JsonNode after = (await bench.ExpectAsync(200, "GET", path))!;

        Assert.Equal("incident", (string?)made["vendorName"]);
        Assert.Equal([("id", "string", "instance"), ("top", "number", "organization")], made["fields"]!.AsArray().Select(Field));
        Assert.Equal("sys_id", (string?)made["fields"]![0]!["vendorPath"]);
        Assert.Equal([("id", "string", "instance")], after["fields"]!.AsArray().Select(Field));
    }

    [Fact]
    public async Task Usage_and_propagation_reach_the_levels_below()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("use");
        string top = $"organizations/elements/servicenow/transformations/{name}";
        await bench.ExpectAsync(404, "GET", $"organizations/objects/{name}/transformations");
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[]}""");
        await bench.ExpectAsync(200, "POST", top, """{"vendorName":"incident"}""");
        await bench.ExpectAsync(200, "POST", $"organizations/elements/servicenowoauth/transformations/{name}", """{"vendorName":"incident"}""");
        await bench.ExpectAsync(200, "POST", $"instances/{instance.Id}/transformations/{name}", """{"vendorName":"incident"}""");

        JsonArray all = (await bench.ExpectAsync(200, "GET", $"organizations/objects/{name}/transformations"))!.AsArray();
        JsonArray account = (await bench.ExpectAsync(200, "GET", $"accounts/objects/{name}/transformations"))!.AsArray();
        await bench.ExpectAsync(404, "GET", $"accounts/{await bench.OtherAccountAsync()}/objects/{name}/transformations");
        await bench.ExpectAsync(200, "DELETE", top + "?propagate=true");
        JsonArray left = (await bench.ExpectAsync(200, "GET", $"organizations/objects/{name}/transformations"))!.AsArray();

        Assert.Equal([("organization", "servicenow"), ("organization", "servicenowoauth"), ("instance", "servicenow")], all.Select(item => ((string)item!["level"]!, (string)item["element"]!["key"]!)));
        JsonNode own = Assert.Single(account)!;
        Assert.Equal(("instance", name, await bench.DefaultAccountAsync()), ((string?)own["level"], (string?)own["name"], (long)own["account"]!["id"]!));
        Assert.Equal("servicenowoauth", (string?)Assert.Single(left)!["element"]!["key"]);
    }

    [Theory]
    [InlineData("""{"vendorName":"incident"}""", 200)]
    [InlineData("""{"vendorName":"incident","fields":null}""", 200)]
    [InlineData("""{"fields":[],"script":{"body":"done(1)"}}""", 200)]
    [InlineData("""{"vendorName":"incidents","fields":[{"path":"a"}]}""", 200)]
    [InlineData("{}", 400)]
    [InlineData("""{"vendorName":5}""", 400)]
    [InlineData("""{"vendorName":"incident","fields":{}}""", 400)]
    [InlineData("""{"vendorName":"incident","fields":[{"vendorPath":"a"}]}""", 400)]
    [InlineData("""{"vendorName":"incident","fields":[{"path":"a","vendorPath":{}}]}""", 400)]
    [InlineData("""{"vendorName":"incident","configuration":{}}""", 400)]
    [InlineData("""{"vendorName":"incident","script":[]}""", 400)]
    public async Task Bodies_are_checked(string body, int status)
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.ExpectAsync(200, "POST", $"instances/{instance.Id}/objects/x/definitions", """{"fields":[]}""");

        await bench.ExpectAsync(status, "POST", $"instances/{instance.Id}/transformations/x", body);
    }

    [Fact]
    public async Task Execute_applies_without_the_provider()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(instance, "x", """{"vendorName":"incident","fields":[{"path":"id","vendorPath":"sys_id"},{"path":"n","vendorPath":"reopen_count","type":"number"}]}""");
        string name = ResourceBench.NewName("exe");
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[]}""");
        await bench.ExpectAsync(200, "POST", $"organizations/elements/servicenow/transformations/{name}", """{"vendorName":"incident","fields":[{"path":"key","vendorPath":"sys_id"}]}""");

        JsonNode from = (await bench.ExpectAsync(200, "POST", "transformations/x/execute", $$"""{"payload":{"sys_id":"1","reopen_count":"5","other":null},"instanceId":{{instance.Id}}}"""))!;
        JsonNode to = (await bench.ExpectAsync(200, "POST", "transformations/x/execute", """{"payload":{"id":"1","n":5},"method":"POST"}""", instance.Hub))!;
        JsonNode element = (await bench.ExpectAsync(200, "POST", $"transformations/{name}/execute", """{"payload":{"sys_id":"1"},"elementId":145}"""))!;

        Assert.Equal("""{"id":"1","n":5,"other":null}""", from.ToJsonString());
        Assert.Equal("""{"sys_id":"1","reopen_count":5}""", to.ToJsonString());
        Assert.Equal("""{"key":"1"}""", element.ToJsonString());
        await bench.ExpectAsync(404, "POST", "transformations/nothing/execute", $$"""{"payload":{},"instanceId":{{instance.Id}}}""");
        await bench.ExpectAsync(404, "POST", $"transformations/{name}/execute", """{"payload":{},"elementId":"servicenowoauth"}""");
        await bench.ExpectAsync(404, "POST", "transformations/x/execute", """{"payload":{},"instanceId":987654}""");
        await bench.ExpectAsync(400, "POST", "transformations/x/execute", """{"payload":{}}""");
        await bench.ExpectAsync(400, "POST", "transformations/x/execute", $$"""{"payload":5,"instanceId":{{instance.Id}}}""");
    }

    [Fact]
    public async Task The_newer_routes_can_be_read_and_say_that_they_cannot_be_written()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("vdr");
        await bench.MapAsync(instance, name, """{"vendorName":"incident"}""");

        JsonNode common = (await bench.ExpectAsync(200, "GET", "common-resources/" + name))!;
        JsonNode vdr = (await bench.ExpectAsync(200, "GET", "vdrs"))!.AsArray().Single(found => (string?)found!["objectName"] == name)!;
        JsonNode one = (await bench.ExpectAsync(200, "GET", $"vdrs/{vdr["id"]}"))!;

        Assert.Equal((name, 145, instance.Id), ((string?)common["name"], (long)common["mappedElementIds"]![0]!, (long)common["elementInstanceIds"]![0]!));
        Assert.Equal("instance", (string?)vdr["fields"]![0]!["level"]);
        Assert.True(JsonNode.DeepEquals(vdr, one));
        Assert.Empty((await bench.ExpectAsync(200, "GET", "vdrs?systemOnly=true"))!.AsArray());
        Assert.Empty((await bench.ExpectAsync(200, "GET", $"common-resources/{name}/usages"))!["formulaUsages"]!.AsArray());
        await bench.ExpectAsync(404, "GET", "common-resources/nothing");
        await bench.ExpectAsync(404, "GET", "vdrs/987654");
        await bench.ExpectAsync(404, "GET", $"vdrs/{name}/export");
        await bench.ExpectAsync(405, "POST", "vdrs", "{}");
        await bench.ExpectAsync(405, "DELETE", "common-resources/" + name);
        await bench.ExpectAsync(405, "PUT", "transformations", "{}");
        Assert.Empty((await bench.ExpectAsync(200, "GET", "elements/servicenow/transformations"))!.AsObject());
    }

    [Fact]
    public async Task A_deleted_instance_leaves_nothing_behind()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(instance, "gone", """{"vendorName":"incident"}""");
        await ResourceBench.HubAsync(instance, "GET", "gone");

        await bench.ExpectAsync(200, "DELETE", $"instances/{instance.Id}");

        await using ServiceDb db = bench.Db();
        Assert.DoesNotContain(db.Definitions, row => row.ObjectName == "gone");
        Assert.DoesNotContain(db.Transformations, row => row.ObjectName == "gone");
        await bench.ExpectAsync(404, "GET", $"instances/{instance.Id}/transformations/gone");
    }

    [Fact]
    public async Task Two_additions_at_the_same_time_are_one()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        (int Status, JsonNode? Body, HttpResponseMessage Response)[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            ServiceBench.SendAsync(bench.Service.Platform, "POST", $"instances/{instance.Id}/objects/race/definitions", """{"fields":[]}""")));

        Assert.Equal([200, 409, 409, 409, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    private static (string?, string?, string?) Field(JsonNode? field) => ((string?)field!["path"], (string?)field["type"], (string?)field["level"]);
}

using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Objects and their fields, and ping: contract cloud-elements-api §7.2, §8.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task Objects_are_names_by_default_and_objects_in_Helium()
    {
        await using HubBench bench = await HubBench.StartAsync(5);

        HubReply names = (await bench.GetAsync("objects")).Expect(HttpStatusCode.OK);
        HubReply wide = (await bench.GetAsync("objects", ("Elements-Version", "Helium"))).Expect(HttpStatusCode.OK);

        Assert.Superset(new HashSet<string?> { "accounts", "agents", "contacts", "incidents", "items", "incident", "sys_user" }, names.Rows.Select(row => row.GetString()).ToHashSet());
        Assert.Equal(names.Rows.Select(row => row.GetString()), wide.Values("name"));
        Assert.Contains("ceCanonical", wide.Values("type"));
        JsonElement incident = wide.Rows.Single(row => row.GetProperty("name").GetString() == "incident");
        Assert.Equal(("incident", "vendor", "Incident", "task"), (Text(incident, "vendorName"), Text(incident, "type"), Text(incident, "label"), Text(incident, "parent")));
    }

    [Fact]
    public async Task Fields_are_described_in_both_shapes()
    {
        await using HubBench bench = await HubBench.StartAsync(5);

        Dictionary<string, JsonElement> plain = Fields(await bench.GetAsync("objects/incidents/metadata"), "vendorPath");
        Dictionary<string, JsonElement> wide = Fields(await bench.GetAsync("objects/incident/metadata", ("Elements-Version", "Helium")), "path");

        Assert.Equal("boolean", Text(plain["active"], "type"));
        Assert.Equal(("date", "yyyy-MM-dd HH:mm:ss"), (Text(plain["opened_at"], "type"), Text(plain["opened_at"], "mask")));
        Assert.False(plain["active"].TryGetProperty("path", out _));
        Assert.False(plain["active"].GetProperty("custom").GetBoolean());
        Assert.Equal("sys_user", Text(wide["caller_id"], "reference"));
        Assert.True(wide["number"].GetProperty("display").GetBoolean());
        Assert.Contains(wide["state"].GetProperty("picklistValues").EnumerateArray(), choice => Text(choice, "value") == "2" && Text(choice, "displayValue") == "In Progress");
        Assert.Equal(4000, wide["description"].GetProperty("maxLength").GetInt32());
        (await bench.GetAsync("objects/no_such_table/metadata")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_instances_own_columns_on_request()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        Assert.All(Fields(await bench.GetAsync("objects/incident/metadata?customFieldsOnly=true"), "vendorPath").Keys, name => Assert.StartsWith("u_", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ping_asks_the_instance()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        bench.Simulator.ClearLog();

        JsonElement pong = (await bench.GetAsync("ping")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("servicenow", Text(pong, "endpoint"));
        Assert.EndsWith("Z", Text(pong, "dateTime"), StringComparison.Ordinal);
        Assert.NotEmpty(bench.Simulator.Log);
    }

    private static Dictionary<string, JsonElement> Fields(HubReply reply, string key) =>
        reply.Expect(HttpStatusCode.OK).Json.GetProperty("fields").EnumerateArray().ToDictionary(field => Text(field, key));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

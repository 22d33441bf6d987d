using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tests.Hub;

namespace ServiceNowElement.Service.Tests.Resources;

/// <summary>Contract cloud-elements-api §13.3 to §13.5: what stored definitions and transformations do to hub calls.</summary>
public sealed class ResourceEffectTests(ResourceBench bench) : IClassFixture<ResourceBench>
{
    [Theory]
    [InlineData("accounts", "core_company")]
    [InlineData("agents", "sys_user")]
    [InlineData("contacts", "sys_user")]
    [InlineData("incidents", "incident")]
    public async Task What_every_user_installs_gives_records_their_id_until_it_is_deleted(string resource, string table)
    {
        ResourceInstance instance = await bench.InstanceAsync();
        HubReply raw = await ResourceBench.HubAsync(instance, "GET", resource + "?pageSize=5");
        await bench.MapAsync(instance, resource, Map(table, "id"));
        HubReply mapped = await ResourceBench.HubAsync(instance, "GET", resource + "?pageSize=5");
        HubReply one = await ResourceBench.HubAsync(instance, "GET", $"{resource}/{mapped.Values("id")[0]}");
        await bench.ExpectAsync(200, "PUT", $"instances/{instance.Id}/transformations/{resource}", Map(table, "idTransformed"));
        HubReply other = await ResourceBench.HubAsync(instance, "GET", resource + "?pageSize=5");
        await bench.ExpectAsync(200, "DELETE", $"instances/{instance.Id}/transformations/{resource}");
        HubReply again = await ResourceBench.HubAsync(instance, "GET", resource + "?pageSize=5");

        Assert.NotEmpty(raw.Rows);
        Assert.All(raw.Rows, row => Assert.False(row.TryGetProperty("id", out _)));
        Assert.Equal(raw.Values("sys_id"), mapped.Values("id"));
        Assert.Equal(raw.Values("sys_id"), other.Values("idTransformed"));
        Assert.Equal(mapped.Rows[0].GetRawText(), one.Text);
        Assert.All(mapped.Rows.Concat(other.Rows), row => Assert.False(row.TryGetProperty("sys_id", out _)));
        Assert.Equal(raw.Text, again.Text);
    }

    [Fact]
    public async Task The_most_specific_level_wins_and_inherits_when_it_says_so()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("lvl");
        string own = $"instances/{instance.Id}/transformations/{name}";
        string account = $"accounts/{await bench.DefaultAccountAsync()}/elements/servicenow/transformations/{name}";
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[{"path":"count","type":"number"}]}""");
        await ResourceBench.HubAsync(instance, "GET", name, status: HttpStatusCode.NotFound);

        await bench.ExpectAsync(200, "POST", $"organizations/elements/servicenow/transformations/{name}", """{"vendorName":"incident","fields":[{"path":"o","vendorPath":"number"},{"path":"count","vendorPath":"priority"}]}""");
        JsonElement organization = await FirstAsync();
        await bench.ExpectAsync(200, "POST", account, """{"vendorName":"incident","fields":[{"path":"a","vendorPath":"number"}]}""");
        JsonElement replaced = await FirstAsync();
        await bench.ExpectAsync(200, "POST", own, """{"fields":[{"path":"i","vendorPath":"sys_id"}],"configuration":[{"type":"inherit"}]}""");
        JsonElement inherited = await FirstAsync();
        await bench.ExpectAsync(200, "PUT", account, """{"vendorName":"incident","fields":[{"path":"a","vendorPath":"state"}],"configuration":[{"type":"inherit"}]}""");
        JsonElement all = await FirstAsync();

        Assert.Equal((true, false, JsonValueKind.Number), (Has(organization, "o"), Has(organization, "number"), organization.GetProperty("count").ValueKind));
        Assert.Equal((true, false, false), (Has(replaced, "a"), Has(replaced, "o"), Has(replaced, "count")));
        Assert.Equal((true, true, false), (Has(inherited, "i"), Has(inherited, "a"), Has(inherited, "o")));
        Assert.Equal((true, true, true, JsonValueKind.Number), (Has(all, "i"), Has(all, "a"), Has(all, "o"), all.GetProperty("count").ValueKind));

        async Task<JsonElement> FirstAsync() => (await ResourceBench.HubAsync(instance, "GET", name + "?pageSize=1")).Rows[0];
    }

    [Fact]
    public async Task Names_of_the_object_work_in_conditions_order_members_and_bodies()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(instance, "tickets", """
            {"vendorName":"incidents","fields":[{"path":"id","vendorPath":"sys_id"},{"path":"title","vendorPath":"short_description"},{"path":"times","vendorPath":"reopen_count","type":"number"},
             {"path":"who","vendorPath":"caller_id.value"},{"path":"more.kind","vendorPath":"category"},{"path":"more.note","vendorPath":"description"}]}
            """);
        string user = bench.Service.Simulator.SysIds("sys_user")[0];
        string mark = ResourceBench.NewName("mark");

        JsonElement made = (await ResourceBench.HubAsync(instance, "POST", "tickets", $$"""{"title":"{{mark}} b","times":3,"who":"{{user}}","more":{"kind":"hardware"},"urgency":"2"}""")).Json;
        await ResourceBench.HubAsync(instance, "POST", "tickets", $$"""{"title":"{{mark}} a","short_description":"overridden"}""");
        string id = made.GetProperty("id").GetString()!;
        JsonElement changed = (await ResourceBench.HubAsync(instance, "PATCH", "tickets/" + id, """{"times":4,"more":{"note":"n"}}""")).Json;
        IReadOnlyDictionary<string, string> stored = bench.Service.Simulator.FindRow("incident", id)!;
        HubReply ordered = await ResourceBench.HubAsync(instance, "GET", $"tickets?where=title LIKE '{mark}%25'&orderBy=title&fields=title");
        HubReply both = await ResourceBench.HubAsync(instance, "GET", $"tickets?where=who='{user}' and urgency='2' and title='{mark} b'&fields=id,times,more,who,urgency");
        HubReply one = await ResourceBench.HubAsync(instance, "GET", $"tickets/{id}?fields=title,times");

        Assert.Equal((mark + " b", "hardware", "4", "n", user, "2"), (stored["short_description"], stored["category"], stored["reopen_count"], stored["description"], stored["caller_id"], stored["urgency"]));
        Assert.Equal((3, 4), (made.GetProperty("times").GetInt32(), changed.GetProperty("times").GetInt32()));
        Assert.Equal(user, made.GetProperty("who").GetString());
        Assert.Equal([mark + " a", mark + " b"], ordered.Values("title"));
        Assert.Equal(["title"], ordered.Rows[0].EnumerateObject().Select(member => member.Name));
        JsonElement found = Assert.Single(both.Rows);
        Assert.Equal((id, user, "hardware", "n", "2"), (found.GetProperty("id").GetString(), found.GetProperty("who").GetString(), found.GetProperty("more").GetProperty("kind").GetString(), found.GetProperty("more").GetProperty("note").GetString(), found.GetProperty("urgency").GetString()));
        Assert.Equal($$"""{"title":"{{mark}} b","times":4}""", one.Text);
    }

    [Fact]
    public async Task A_value_is_converted_or_stays_and_is_never_lost()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(
            instance,
            "typed",
            """{"vendorName":"incident","fields":[{"path":"id","vendorPath":"sys_id"},{"path":"number"},{"path":"open","vendorPath":"active"},{"path":"times","vendorPath":"reopen_count"},{"path":"who","vendorPath":"caller_id","type":"number"},{"path":"none","vendorPath":"no_such_column"}]}""",
            """[{"path":"id","type":"number"},{"path":"open","type":"boolean"},{"path":"times","type":"int"},{"path":"number","type":"number"}]""");
        HubReply raw = await ResourceBench.HubAsync(instance, "GET", "incident");
        HubReply typed = await ResourceBench.HubAsync(instance, "GET", "typed");

        Assert.Equal(raw.Rows.Count, typed.Rows.Count);
        foreach ((JsonElement before, JsonElement after) in raw.Rows.Zip(typed.Rows))
        {
            Assert.Equal(before.GetProperty("sys_id").GetString(), after.GetProperty("id").GetString());
            Assert.Equal(before.GetProperty("number").GetString(), after.GetProperty("number").GetString());
            Assert.Equal(before.GetProperty("active").GetString() == "true", after.GetProperty("open").GetBoolean());
            Assert.Equal(JsonSerializer.Serialize(before.GetProperty("caller_id")), JsonSerializer.Serialize(after.GetProperty("who")));
            Assert.Equal(before.GetProperty("reopen_count").GetString(), after.GetProperty("times").ToString());
            Assert.False(Has(after, "none"));
        }
    }

    [Fact]
    public async Task Rules_keep_members_out()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(instance, "few", """
            {"vendorName":"incident","fields":[{"path":"title","vendorPath":"short_description"},{"path":"id","vendorPath":"sys_id"},
             {"path":"secret","vendorPath":"description","configuration":[{"type":"remove","properties":{"fromVendor":true,"toVendor":false}}]}],
             "configuration":[{"type":"passThrough","properties":{"fromVendor":false,"toVendor":false}}]}
            """);

        JsonElement made = (await ResourceBench.HubAsync(instance, "POST", "few", """{"title":"t","secret":"s","urgency":"1"}""")).Json;
        IReadOnlyDictionary<string, string> stored = bench.Service.Simulator.FindRow("incident", made.GetProperty("id").GetString()!)!;

        Assert.Equal(["id", "title"], made.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal("s", stored["description"]);
        Assert.NotEqual("1", stored["urgency"]);
    }

    [Fact]
    public async Task A_script_is_announced_and_not_run()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        await bench.MapAsync(instance, "incidents", """{"vendorName":"incident","fields":[{"path":"id","vendorPath":"sys_id"}],"script":{"body":"done({});","mimeType":"application/javascript"}}""");

        HubReply list = await ResourceBench.HubAsync(instance, "GET", "incidents");

        Assert.Contains("script", list.Header("Elements-Error"), StringComparison.Ordinal);
        Assert.NotEmpty(list.Values("id"));
    }

    [Fact]
    public async Task Children_have_transformations_of_their_own()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string id = bench.Service.Simulator.SysIds("incident")[0];
        await bench.MapAsync(instance, "incidents", """{"vendorName":"incident","fields":[{"path":"text","vendorPath":"comments"}]}""");
        await ResourceBench.HubAsync(instance, "POST", $"incidents/{id}/comments", """{"comments":"first"}""");
        HubReply untouched = await ResourceBench.HubAsync(instance, "GET", $"incidents/{id}/comments");
        await bench.MapAsync(instance, "comments", """{"fields":[{"path":"body","vendorPath":"comments"}]}""");
        await bench.MapAsync(instance, "items", """{"vendorName":"items","fields":[{"path":"id","vendorPath":"sys_id"}]}""");
        await ResourceBench.HubAsync(instance, "POST", $"incidents/{id}/comments", """{"body":"second"}""");
        HubReply own = await ResourceBench.HubAsync(instance, "GET", $"incidents/{id}/comments");
        HubReply items = await ResourceBench.HubAsync(instance, "GET", "items");

        Assert.Contains("first", untouched.Values("comments"));
        Assert.Contains("second", own.Values("body"));
        Assert.NotEmpty(items.Values("id"));
    }

    [Fact]
    public async Task A_hub_call_reads_no_database_and_every_change_is_seen_at_once()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        string name = ResourceBench.NewName("cache");
        await bench.ExpectAsync(200, "POST", $"organizations/objects/{name}/definitions", """{"fields":[]}""");
        await bench.ExpectAsync(200, "POST", $"organizations/elements/servicenow/transformations/{name}", Map("incident", "one"));
        Assert.NotEmpty((await ResourceBench.HubAsync(instance, "GET", name)).Values("one"));

        await using (ServiceDb db = bench.Db())
        {
            await db.Transformations.Where(row => row.ObjectName == name).ExecuteUpdateAsync(row => row.SetProperty(found => found.Body, "{}"), TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty((await ResourceBench.HubAsync(instance, "GET", name)).Values("one"));
        await bench.ExpectAsync(200, "PUT", $"organizations/elements/servicenow/transformations/{name}", Map("incident", "two"));
        Assert.NotEmpty((await ResourceBench.HubAsync(instance, "GET", name)).Values("two"));
        Assert.Contains(name, (await ResourceBench.HubAsync(instance, "GET", "objects")).Text, StringComparison.Ordinal);
        await bench.ExpectAsync(200, "DELETE", $"organizations/elements/servicenow/transformations/{name}");
        await ResourceBench.HubAsync(instance, "GET", name, status: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tenants_and_accounts_do_not_see_each_other()
    {
        ResourceInstance instance = await bench.InstanceAsync();
        (HttpClient other, Service.Tenants.TenantSecrets _) = await bench.OtherTenantAsync();
        long branch = await bench.OtherAccountAsync();
        string mine = $"instances/{instance.Id}";
        await bench.MapAsync(instance, "private", Map("incident", "id"));
        await bench.ExpectAsync(200, "POST", "organizations/objects/incidents/definitions", """{"fields":[]}""", other);
        await bench.ExpectAsync(200, "POST", "organizations/elements/servicenow/transformations/incidents", Map("incident", "stranger"), other);
        await bench.ExpectAsync(200, "POST", $"accounts/{branch}/objects/incidents/definitions", """{"fields":[]}""");
        await bench.ExpectAsync(200, "POST", $"accounts/{branch}/elements/servicenow/transformations/incidents", Map("incident", "neighbour"));

        HubReply list = await ResourceBench.HubAsync(instance, "GET", "incidents");

        Assert.NotEmpty(list.Values("sys_id"));
        await bench.ExpectAsync(404, "GET", $"{mine}/objects/private/definitions", client: other);
        await bench.ExpectAsync(404, "POST", $"{mine}/objects/more/definitions", """{"fields":[]}""", other);
        await bench.ExpectAsync(404, "PUT", $"{mine}/transformations/private", Map("incident", "x"), other);
        await bench.ExpectAsync(404, "DELETE", $"{mine}/transformations", client: other);
        await bench.ExpectAsync(404, "GET", $"accounts/{branch}/objects/definitions", client: other);
        await bench.ExpectAsync(404, "GET", "organizations/objects/private/transformations", client: other);
        await bench.ExpectAsync(404, "POST", "transformations/private/execute", $$"""{"payload":{},"instanceId":{{instance.Id}}}""", other);
        await bench.ExpectAsync(404, "GET", "organizations/objects/incidents/definitions");
        await bench.ExpectAsync(200, "DELETE", "organizations/elements/servicenow/transformations?propagate=true", client: other);
        JsonNode kept = (await bench.ExpectAsync(200, "GET", $"{mine}/transformations"))!;
        Assert.NotNull(kept["private"]);
        Assert.Equal(["incidents"], (await bench.ExpectAsync(200, "GET", "vdrs", client: other))!.AsArray().Select(found => (string)found!["objectName"]!));
    }

    private static string Map(string table, string path) => $$"""{"vendorName":"{{table}}","fields":[{"path":"{{path}}","vendorPath":"sys_id","type":"string"}]}""";

    private static bool Has(JsonElement record, string member) => record.TryGetProperty(member, out _);
}

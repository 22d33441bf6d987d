using System.Net;
using System.Text.Json;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>The effect of a transformation on calls: contract cloud-elements-api §13.5.</summary>
public sealed class TransformationTests
{
    [Fact]
    public async Task The_vendors_own_mapping_gives_every_record_its_id_and_takes_the_column_away()
    {
        await using TransformationBench bench = await TransformationBench.StartAsync(20);
        bench.Transformations["incidents"] = Of("incidents", "incident", ("id", "sys_id", "number"));

        HubReply list = (await bench.GetAsync("incidents?pageSize=10")).Expect(HttpStatusCode.OK);
        HubReply one = (await bench.GetAsync("incidents/" + list.Values("id")[3])).Expect(HttpStatusCode.OK);

        Assert.Equal(bench.Simulator.SysIds("incident").Take(10), list.Values("id"));
        Assert.All(list.Rows, row => Assert.False(row.TryGetProperty("sys_id", out _)));
        Assert.Equal(list.Rows[3].GetRawText(), one.Text);
        Assert.Equal(("10", "20"), (list.Header("Elements-Returned-Count"), list.Header("Elements-Total-Count")));
    }

    [Fact]
    public async Task Names_of_the_defined_object_work_in_conditions_order_members_and_bodies()
    {
        await using TransformationBench bench = await TransformationBench.StartAsync(20);
        bench.Transformations["myIncidents"] = Of("myIncidents", "incident", ("title", "short_description", null), ("reopened", "reopen_count", "number"));

        JsonElement made = (await bench.PostAsync("myIncidents", """{"title":"printer","reopened":3,"category":"hardware"}""")).Expect(HttpStatusCode.OK).Json;
        HubReply found = (await bench.GetAsync("myIncidents?where=title='printer' and category='hardware'&orderBy=title desc&fields=title,reopened")).Expect(HttpStatusCode.OK);
        HubReply byPattern = (await bench.GetAsync("myIncidents?where=" + Uri.EscapeDataString("title LIKE 'p%i%r'") + "&fields=title")).Expect(HttpStatusCode.OK);

        Assert.Equal(("printer", 3, "hardware"), (made.GetProperty("title").GetString(), made.GetProperty("reopened").GetInt32(), made.GetProperty("category").GetString()));
        Assert.Equal("""[{"title":"printer","reopened":3}]""", found.Text);
        Assert.Equal("""[{"title":"printer"}]""", byPattern.Text);
        (await bench.GetAsync("myIncidents?where=nothing='x'")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Defined_objects_are_listed_and_described()
    {
        await using TransformationBench bench = await TransformationBench.StartAsync(5);
        bench.Transformations["myIncidents"] = Of("myIncidents", "incident", ("id", "sys_id", null));

        HubReply objects = (await bench.GetAsync("objects", ("Elements-Version", "Helium"))).Expect(HttpStatusCode.OK);
        HubReply fields = (await bench.GetAsync("objects/myIncidents/metadata", ("Elements-Version", "Helium"))).Expect(HttpStatusCode.OK);

        JsonElement own = objects.Rows.Single(row => row.GetProperty("name").GetString() == "myIncidents");
        Assert.Equal(("vdr", "incident"), (own.GetProperty("type").GetString(), own.GetProperty("vendorName").GetString()));
        JsonElement id = fields.Json.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("vendorPath").GetString() == "sys_id");
        Assert.Equal("id", id.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_script_is_not_run_and_the_answer_says_so()
    {
        await using TransformationBench bench = await TransformationBench.StartAsync(5);
        bench.Transformations["incidents"] = new Transformation { ObjectName = "incidents", VendorName = "incident", Fields = [new TransformationField { Path = "id", VendorPath = "sys_id" }], Script = "done({})" };

        HubReply list = (await bench.GetAsync("incidents")).Expect(HttpStatusCode.OK);

        Assert.Contains("script", list.Header("Elements-Error")!, StringComparison.Ordinal);
        Assert.Equal(bench.Simulator.SysIds("incident"), list.Values("id"));
    }

    private static Transformation Of(string name, string vendor, params (string Path, string Vendor, string? Type)[] fields) => new()
    {
        ObjectName = name,
        VendorName = vendor,
        Fields = [.. fields.Select(field => new TransformationField { Path = field.Path, VendorPath = field.Vendor, Type = field.Type })],
    };
}

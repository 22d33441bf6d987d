using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Rows that point to a row: contract cloud-elements-api §8.</summary>
public sealed class ChildTests
{
    [Fact]
    public async Task Children_are_the_rows_whose_reference_points_to_the_parent()
    {
        await using HubBench bench = await HubBench.StartAsync(10);
        string parent = bench.Simulator.SysIds("sys_user_group")[0];
        string user = bench.Simulator.SysIds("sys_user")[0];

        JsonElement made = (await bench.PostAsync($"sys_user_group/{parent}/sys_user_grmember", $$"""{"user":"{{user}}"}""")).Expect(HttpStatusCode.OK).Json;
        string id = made.GetProperty("sys_id").GetString()!;
        HubReply list = (await bench.GetAsync($"sys_user_group/{parent}/sys_user_grmember?where=user='{user}'")).Expect(HttpStatusCode.OK);

        Assert.Equal(parent, made.GetProperty("group").GetProperty("value").GetString());
        Assert.Contains(id, list.Values("sys_id"));
        Assert.All(list.Rows, row => Assert.Equal(parent, row.GetProperty("group").GetProperty("value").GetString()));
        (await bench.GetAsync($"sys_user_group/{parent}/sys_user_grmember/{id}")).Expect(HttpStatusCode.OK);
        string other = bench.Simulator.SysIds("sys_user_group")[1];
        (await bench.GetAsync($"sys_user_group/{other}/sys_user_grmember/{id}")).Expect(HttpStatusCode.NotFound);
        (await bench.DeleteAsync($"sys_user_group/{other}/sys_user_grmember/{id}")).Expect(HttpStatusCode.NotFound);
        (await bench.DeleteAsync($"sys_user_group/{parent}/sys_user_grmember/{id}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reference_to_an_ancestor_counts_as_well()
    {
        await using HubBench bench = await HubBench.StartAsync(10);
        string parent = bench.Simulator.SysIds("change_request")[0];

        JsonElement made = (await bench.PostAsync($"change_request/{parent}/problem", """{"short_description":"child"}""")).Expect(HttpStatusCode.OK).Json;

        Assert.Contains(made.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Object && member.Value.GetProperty("value").GetString() == parent);
        Assert.Contains(made.GetProperty("sys_id").GetString()!, (await bench.GetAsync($"change_request/{parent}/problem")).Values("sys_id"));
    }

    [Fact]
    public async Task Without_a_parent_or_a_reference_there_are_no_children()
    {
        await using HubBench bench = await HubBench.StartAsync(10);
        const string Nobody = "00000000000000000000000000000000";

        (await bench.GetAsync($"sys_user_group/{Nobody}/sys_user_grmember")).Expect(HttpStatusCode.NotFound);
        (await bench.PostAsync($"sys_user_group/{Nobody}/sys_user_grmember", "{}")).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync($"incidents/{bench.Simulator.SysIds("incident")[0]}/sys_user_group")).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync($"incidents/{bench.Simulator.SysIds("incident")[0]}/no_such_table")).Expect(HttpStatusCode.NotFound);
    }
}

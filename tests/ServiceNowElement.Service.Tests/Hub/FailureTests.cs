using System.Net;
using System.Text.Json;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>What the provider's failures become: contract cloud-elements-api §2.2, §3.2.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("denied", HttpStatusCode.Forbidden)]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized)]
    [InlineData("r429-hour", HttpStatusCode.TooManyRequests)]
    [InlineData("login-html", HttpStatusCode.BadGateway)]
    [InlineData("failure", HttpStatusCode.BadGateway)]
    public async Task A_failure_of_the_provider_keeps_its_meaning(string fault, HttpStatusCode status)
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        (await bench.GetAsync("incidents?pageSize=1")).Expect(HttpStatusCode.OK);
        bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Times = 0 });

        HubReply reply = (await bench.GetAsync("incidents")).Expect(status);

        Assert.Equal(fault == "r429-hour" ? "3540" : null, reply.Header("Retry-After"));
        Assert.Equal(fault == "denied", reply.Json.TryGetProperty("providerMessage", out JsonElement words) && words.GetString()!.Contains("Insufficient rights", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("trunc-splice")]
    [InlineData("trunc-dangling")]
    [InlineData("trunc-valid-string")]
    [InlineData("result-string")]
    [InlineData("trunc-clean")]
    [InlineData("empty-200")]
    [InlineData("trailing")]
    [InlineData("reset-mid")]
    [InlineData("len-long")]
    [InlineData("gzip-cut")]
    [InlineData("accepted-202")]
    public async Task A_damaged_page_is_asked_for_again_and_never_passed_on(string fault)
    {
        await using HubBench bench = await HubBench.StartAsync(30);
        HubReply good = (await bench.GetAsync("incidents?pageSize=20")).Expect(HttpStatusCode.OK);
        bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Method = "GET" });

        HubReply again = (await bench.GetAsync("incidents?pageSize=20")).Expect(HttpStatusCode.OK);

        Assert.Equal(good.Text, again.Text);
    }

    [Theory]
    [InlineData("reset-before-executed")]
    [InlineData("e502")]
    [InlineData("quota500-committed")]
    public async Task A_create_whose_answer_is_lost_makes_one_record(string fault)
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        (await bench.GetAsync("incidents?pageSize=1")).Expect(HttpStatusCode.OK);
        int before = bench.Simulator.CountRows("incident");
        bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Method = "POST" });

        HubReply made = (await bench.PostAsync("incidents", """{"description":"once"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(before + 1, bench.Simulator.CountRows("incident"));
        Assert.Equal("once", made.Json.GetProperty("description").GetString());
    }
}

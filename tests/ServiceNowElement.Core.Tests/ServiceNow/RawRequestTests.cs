using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>Requests of the caller's own making: the element's waits and retries, and never another host.</summary>
public sealed class RawRequestTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(20);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_answer_arrives_as_the_instance_sent_it()
    {
        (string body, string? type, string? total) = await _bench.Element.SendAsync(
            new RawRequest { Path = "api/now/v2/table/incident?sysparm_limit=1&sysparm_fields=sys_id,caller_id" },
            async answer => (await TextAsync(answer), answer.ContentType, answer.Header("x-total-count")),
            CallContext.None);

        Assert.StartsWith("{\"result\":[{\"", body, StringComparison.Ordinal);
        Assert.StartsWith("application/json", type, StringComparison.Ordinal);
        Assert.Equal("20", total);
    }

    [Fact]
    public async Task A_read_is_repeated_and_a_lost_write_is_not()
    {
        _bench.Simulator.ArmFault(new SimulatorFault { Name = "e502", Times = 1, Table = "incident" });
        Assert.Equal(200, await _bench.Element.SendAsync(new RawRequest { Path = "/api/now/v2/table/incident?sysparm_limit=1" }, answer => Task.FromResult(answer.StatusCode), CallContext.None));

        _bench.Simulator.ArmFault(new SimulatorFault { Name = "e502", Times = 1, Table = "incident" });
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => _bench.Element.SendAsync(
            new RawRequest { Method = "post", Path = "api/now/v2/table/incident", Body = "{\"short_description\":\"raw\"}"u8.ToArray() }, answer => Task.FromResult(answer.StatusCode), CallContext.None));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Single(_bench.Simulator.Log, entry => entry.Method == "POST");
    }

    [Theory]
    [InlineData("https://elsewhere.example/api")]
    [InlineData("//elsewhere.example/api")]
    [InlineData("\\\\elsewhere.example\\api")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("")]
    public async Task Another_host_is_never_called(string path)
    {
        _bench.Simulator.ClearLog();

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => _bench.Element.SendAsync(new RawRequest { Path = path }, answer => Task.FromResult(0), CallContext.None));

        Assert.Equal("InvalidAddress", failure.Reason);
        Assert.Empty(_bench.Simulator.Log);
    }

    private static async Task<string> TextAsync(RawResponse answer)
    {
        using var reader = new StreamReader(answer.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}

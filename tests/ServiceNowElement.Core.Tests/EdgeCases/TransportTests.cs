using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §7.2 and §7.3: the connection and the limits.</summary>
public sealed class TransportTests : EdgeCaseTests
{
    [Theory]
    [InlineData("reset-mid")]
    [InlineData("reset-before")]
    public async Task EC21_reset_mid(string fault)
    {
        Arm(fault);
        await ReadWholeAsync(fault);
    }

    [Theory]
    [InlineData("reset-before")]
    [InlineData("reset-before-executed")]
    public Task EC22_reset_before(string fault) => OneRecordAsync(fault);

    [Fact]
    public async Task EC23_slow_drip()
    {
        using IElement impatient = Bench.Open(Simulator, new DirectElementOptions { Clock = Bench, Timeout = TimeSpan.FromSeconds(2), IdleTimeout = TimeSpan.FromSeconds(1.5) });
        await impatient.GetSchemaAsync("incident", Bench.Call);
        Arm("slow-drip", skip: 0, times: 0);

        Assert.Equal("RequestTimeout", (await FailAsync(All(), impatient)).Reason);

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Element.FindAsync(All(), _ => Task.CompletedTask, Bench.Call.With(stop.Token)));
    }

    [Fact]
    public async Task EC24_stall()
    {
        using IElement impatient = Bench.Open(Simulator, new DirectElementOptions { Clock = Bench, IdleTimeout = TimeSpan.FromSeconds(1) });
        await impatient.GetSchemaAsync("incident", Bench.Call);
        Arm("stall", times: 1);

        AssertWhole(await ReadAsync(All(), impatient));
        Assert.Contains(Log, entry => entry.Fault == "stall");
    }

    [Theory]
    [InlineData("len-long")]
    public async Task EC25_len_long(string fault)
    {
        Arm(fault);
        await ReadWholeAsync(fault);
    }

    [Fact]
    public async Task EC26_gzip_cut()
    {
        Arm("gzip-cut");
        await ReadWholeAsync("gzip-cut");
    }

    [Fact]
    public async Task EC27_gzip_plain()
    {
        // As long as compression is asked for; so only a request without it gets through.
        Arm("gzip-plain", times: 0);
        await ReadWholeAsync("gzip-plain");
    }

    [Fact]
    public async Task EC28_e503_html()
    {
        Arm("e503-html", times: 4);
        await ReadWholeAsync("e503-html");
    }

    [Fact]
    public Task EC29_e502() => OneRecordAsync("e502");

    [Fact]
    public async Task EC30_redirect()
    {
        Arm("redirect", skip: 0, times: 0);

        ElementException failure = await FailAsync(All());

        Assert.Equal("RedirectRefused", failure.Reason);
        Assert.Single(Log);
    }

    [Fact]
    public async Task EC31_slow_queue()
    {
        Simulator.Knobs.PoolLanes = 1;
        Simulator.Knobs.PoolQueue = 0;
        Simulator.Knobs.TimeScale = 0.005;

        await ReadWholeAsync();

        Assert.Contains(Log, entry => entry.Status == 429);
    }

    [Fact]
    public Task EC32_r429_seconds() => WaitedAsync("r429-seconds");

    [Fact]
    public Task EC33_r429_date() => WaitedAsync("r429-date");

    [Fact]
    public async Task EC34_r429_none()
    {
        Arm("r429-none", times: 3);
        await ReadWholeAsync("r429-none");
        Assert.True(Bench.Waited > TimeSpan.Zero);
    }

    [Fact]
    public async Task EC35_r429_hour()
    {
        Arm("r429-hour", times: 0);

        ElementException failure = await FailAsync(All());

        Assert.Equal("RateLimited", failure.Reason);
        Assert.Equal(TimeSpan.FromSeconds(3540), failure.RetryAfter);
        Assert.Contains("3540", failure.Message, StringComparison.Ordinal);
        Assert.True(Bench.Waited < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task EC36_r429_early()
    {
        Arm("r429-seconds", times: 6);
        await ReadWholeAsync("r429-seconds");
    }

    [Fact]
    public async Task EC37_quota500()
    {
        Arm("quota500");
        await ReadWholeAsync("quota500");
    }

    [Fact]
    public Task EC38_quota500_committed() => OneRecordAsync("quota500-committed");

    [Fact]
    public async Task EC39_big_body()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", Fields(("description", new string('x', 11 * 1024 * 1024))), Bench.Call));

        Assert.Equal("PayloadTooLarge", failure.Reason);
        Assert.Single(Log, entry => entry.Method == "POST");
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(3000)]
    public async Task EC40_long_url(int longest)
    {
        Simulator.Knobs.LongestRequestLine = longest;
        string[] ids = [.. Simulator.SysIds("incident").Take(400)];

        var query = new RecordQuery { Object = "incident", EncodedQuery = "sys_idIN" + string.Join(",", ids) };
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await ReadAsync(query)).Select(row => row.SysId).Order(StringComparer.Ordinal));

        Assert.Contains(Log, entry => entry.Path == "/api/now/v1/batch");
    }

    [Fact]
    public async Task EC41_count_slow()
    {
        await ReadWholeAsync();

        // One count at the start, and one per range at its end; all other pages go without.
        int counted = Log.Count(entry => entry.Path.Contains("/table/incident", StringComparison.Ordinal) && !entry.Parameters.Contains("sysparm_no_count", StringComparison.Ordinal));
        Assert.InRange(counted, 1, 1 + 8);
    }

    private async Task WaitedAsync(string fault)
    {
        Arm(fault, times: 1, after: 7);

        await ReadWholeAsync(fault);

        // The date has whole seconds.
        Assert.True(Bench.Waited >= TimeSpan.FromSeconds(6));
        Assert.Contains(Bench.Verboses, text => text.Contains("RateLimited", StringComparison.Ordinal));
    }

    private async Task OneRecordAsync(string fault)
    {
        int before = Simulator.CountRows("incident");
        Arm(fault, "POST", skip: 0, times: 1);

        WriteResult created = await Element.CreateAsync("incident", Fields(("short_description", "once")), Bench.Call);

        Assert.Equal(before + 1, Simulator.CountRows("incident"));
        Assert.NotNull(Simulator.FindRow("incident", created.Record.SysId));
    }
}

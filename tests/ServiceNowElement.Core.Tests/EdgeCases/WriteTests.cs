using System.Globalization;
using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §7.6: writes and sign-in.</summary>
public sealed class WriteTests : EdgeCaseTests
{
    [Fact]
    public async Task EC75_unknown_field()
    {
        // Known names only; and what the instance ignores nevertheless is found by reading back.
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", Fields(("short_descriptoin", "x")), Bench.Call));
        Assert.Equal("UnknownField", failure.Reason);

        Simulator.Knobs.HiddenFields.Add("category");
        WriteResult created = await Element.CreateAsync("incident", Fields(("short_description", "x"), ("category", "network")), Bench.Call);
        Assert.Equal(["category"], created.IgnoredFields);
        Assert.Contains(Bench.Warnings, text => text.Contains("category", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC76_br_abort()
    {
        string id = Simulator.SysIds("change_request").First(key => Simulator.FindRow("change_request", key)!["state"] == "-5");
        await Element.GetSchemaAsync("change_request", Bench.Call);
        Simulator.ClearLog();

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.UpdateAsync("change_request", id, Fields(("state", 3)), Bench.Call));

        Assert.Equal("BusinessRuleAborted", failure.Reason);
        Assert.Contains("Change Model: Check State Transition", failure.Message, StringComparison.Ordinal);
        Assert.Single(Log);
    }

    [Fact]
    public async Task EC77_policy()
    {
        string id = Simulator.SysIds("incident").First(key => Simulator.FindRow("incident", key) is { } row && row["state"] == "2" && row["close_code"].Length == 0);

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.UpdateAsync("incident", id, Fields(("state", "Resolved")), Bench.Call));

        Assert.Equal("DataPolicyViolation", failure.Reason);
        Assert.Contains("Resolution code", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Log);
    }

    [Fact]
    public async Task EC78_dup_id()
    {
        string id = Simulator.SysIds("incident")[30];

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", Fields(("sys_id", id), ("short_description", "x")), Bench.Call));
        Assert.Equal("DuplicateKey", failure.Reason);

        // In a retry the same answer means that the first send arrived.
        int before = Simulator.CountRows("incident");
        Arm("reset-before-executed", "POST", skip: 0, times: 1);
        Assert.True((await Element.CreateAsync("incident", Fields(("short_description", "x")), Bench.Call)).Verified);
        Assert.Equal(before + 1, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC79_put_missing()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.UpdateAsync("incident", new string('0', 32), Fields(("urgency", 1)), Bench.Call));

        Assert.Equal("RecordNotFound", failure.Reason);
        Assert.Equal(Rows, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC80_del_twice()
    {
        string id = Simulator.SysIds("incident")[30];
        Arm("reset-before-executed", "DELETE", skip: 0, times: 1);

        await Element.DeleteAsync("incident", id, Bench.Call);

        Assert.Null(Simulator.FindRow("incident", id));
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.DeleteAsync("incident", id, Bench.Call))).Reason);
    }

    [Fact]
    public async Task EC82_array_post()
    {
        await Element.CreateAsync("incident", Fields(("short_description", "one")), Bench.Call);
        Assert.Equal(Rows + 1, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC92_token_early()
    {
        using IElement oauth = Bench.OpenOAuth(Simulator);
        await oauth.GetSchemaAsync("incident", Bench.Call);
        Simulator.ClearLog();
        int pages = 0;

        var ids = new List<string>();
        await oauth.FindAsync(
            All(),
            page =>
            {
                ids.AddRange(page.Records.Select(row => row.SysId));
                if (++pages == 1)
                {
                    Simulator.RevokeTokens();
                }

                return Task.CompletedTask;
            },
            Bench.Call);

        Assert.Equal(Rows, ids.Distinct().Count());
        Assert.Single(Log, entry => entry.Path == "/oauth_token.do");
    }

    [Fact]
    public async Task EC93_token_dead()
    {
        using IElement oauth = Bench.OpenOAuth(Simulator);
        await oauth.PingAsync(Bench.Call);
        Simulator.ClearLog();
        Simulator.ArmFault(new SimulatorFault { Name = "unauthorized", Times = 0 });

        Assert.Equal("TokenExpired", (await Assert.ThrowsAsync<ElementException>(() => oauth.PingAsync(Bench.Call))).Reason);
        Assert.InRange(Log.Count, 1, 4);
    }

    [Fact]
    public async Task EC96_stats_over()
    {
        Simulator.Knobs.HiddenShare = 0.2;

        long counted = (await Element.AggregateAsync(new AggregateQuery { Object = "incident" }, Bench.Call))[0].Count;
        int read = (await ReadAsync(All())).Count;

        Assert.True(counted > read);
        Assert.Contains(Bench.Warnings, text => text.Contains((counted - read).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC97_cookie_serial()
    {
        await ReadAsync(All());

        // One session per lane, and in each session one request at a time.
        foreach (IGrouping<string, RequestLogEntry> session in Log.GroupBy(entry => entry.Session))
        {
            RequestLogEntry[] requests = [.. session.OrderBy(entry => entry.Started)];
            Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.True(pair.First.Finished <= pair.Second.Started));
        }

        Assert.True(Log.Select(entry => entry.Session).Distinct().Count() > 1);
    }

    [Fact]
    public async Task EC98_no_cookie_flood()
    {
        for (int i = 0; i < 200; i++)
        {
            await Element.PingAsync(Bench.Call);
        }

        Assert.InRange(Simulator.SessionCount, 1, 8);
    }
}

using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="CommentTests"/> says, straight to the instance, and what only shows there.</summary>
public sealed class DirectCommentTests() : CommentTests(Way.Direct)
{
    [Fact]
    public async Task A_record_of_another_instance_is_refused()
    {
        await using SimulatorHost other = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 20, Password = Tests.Bench.Marker, Url = "http://localhost:0" });
        Bench.Runspace.SessionStateProxy.SetVariable("far", other.Url.ToString());

        Outcome outcome = Bench.Try("$far = Connect-CEServiceNow $far $credential; Get-CERecord incident -First 1 -Session $far | Add-CEComment 'x' -Session (Get-CESession | Where-Object Name -ne $far.Name)");

        Assert.Equal("InstanceMismatch", outcome.ErrorId);
        Assert.DoesNotContain(Bench.Simulator.Log, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("unauthorized", "NotAuthenticated")]
    [InlineData("denied", "AclDenied")]
    [InlineData("r429-hour", "RateLimited")]
    [InlineData("failure", "WriteOutcomeUnknown")]
    public void What_the_instance_refuses_is_named(string fault, string error)
    {
        Bench.Run("$r = Get-CERecord incident -First 1");
        Bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "PATCH", Times = 0 });
        Bench.Simulator.Knobs.DeniedTables.Add("sys_journal_field");

        Assert.Equal(error, Bench.Try("$r | Add-CEComment 'x'").ErrorId);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_view_is_readable(int width)
    {
        Bench.Run($"Add-CEComment INC0010001 '{string.Concat(Enumerable.Repeat("word ", 30))}' -WorkNote");

        string text = WideHost.Render(Bench, "Get-CEComment INC0010001 | Out-Host", width);

        Assert.Contains("WorkNote", text, StringComparison.Ordinal);
        Assert.Contains("admin", text, StringComparison.Ordinal);
        Assert.Equal(30, text.Split("word").Length - 1);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }
}

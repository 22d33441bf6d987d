using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="WriteLaneTests"/> says, straight to the instance, and what only shows there.</summary>
public sealed class DirectWriteLaneTests() : WriteLaneTests(Way.Direct)
{
    [Fact]
    public void Created_records_come_in_the_order_of_the_input()
    {
        Bench.Simulator.Knobs.RequestMilliseconds = 20;
        List<string> texts = [.. Bench.Run("1..600 | ForEach-Object { @{ short_description = \"record $_\" } } | New-CERecord incident | ForEach-Object short_description").Select(item => item.ToString())];

        Assert.Equal(Enumerable.Range(1, 600).Select(i => "record " + i), texts);
        Assert.Equal(900, Bench.Simulator.CountRows("incident"));
        Assert.True(Bench.Simulator.Log.Count(entry => entry.Session != "batch") < 150);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_writing()
    {
        Bench.Simulator.Knobs.RequestMilliseconds = 50;
        using PowerShell shell = Bench.Shell("1..100000 | ForEach-Object { @{ short_description = \"record $_\" } } | New-CERecord incident");
        IAsyncResult run = shell.BeginInvoke();
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(run.IsCompleted);
        int written = Bench.Simulator.CountRows("incident");
        Assert.InRange(written, 301, 50000);
    }
}

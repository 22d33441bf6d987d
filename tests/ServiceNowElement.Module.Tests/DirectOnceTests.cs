using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="OnceTests"/> says, straight to the instance, and what only shows there.</summary>
public sealed class DirectOnceTests() : OnceTests(Way.Direct)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_runspaces_at_once_make_one_record(bool answersLost)
    {
        if (answersLost)
        {
            Bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "reset-before-executed", Method = "POST", Table = "incident", Times = 2 });
        }

        using var barrier = new Barrier(6);
        string[] numbers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using Runspace runspace = Tests.Bench.Open(Bench.Simulator);
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            shell.AddScript("$null = Connect-CEServiceNow $url $credential; $null = Get-CEField incident").Invoke();
            barrier.SignalAndWait();
            shell.Commands.Clear();
            return shell.AddScript(Create + "-IfExists Return").Invoke()[0].Properties["number"].Value.ToString()!;
        })));

        Assert.Single(numbers.Distinct());
        Assert.Equal(101, Bench.Simulator.CountRows("incident"));
    }

    [Fact]
    public void MaxWait_is_the_budget_for_pauses()
    {
        Bench.Run("$null = Get-CEField incident");
        Bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "r429-seconds", Table = "incident", Times = 1, After = 2 });
        Outcome refused = Bench.Try("Get-CERecord incident -MaxWait 00:00:01");
        Assert.StartsWith("RateLimited", Assert.Single(refused.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2 seconds, until", refused.Errors[0].Exception.Message, StringComparison.Ordinal);

        Bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "r429-seconds", Table = "incident", Times = 1, After = 2 });
        Assert.Equal(100, Bench.Run("Get-CERecord incident -MaxWait 00:01:00").Count);
    }
}

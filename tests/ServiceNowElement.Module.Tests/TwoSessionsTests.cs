using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Two sessions in two runspaces of one process never get into each other's way.</summary>
public sealed class TwoSessionsTests
{
    [Fact]
    public async Task A_thousand_interleaved_calls_stay_with_their_instance()
    {
        await using SimulatorHost left = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 60, Seed = 1, Password = Bench.Marker });
        await using SimulatorHost right = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = 60, Seed = 2, Password = Bench.Marker });

        string[][] said = await Task.WhenAll(RunAsync(left, "left"), RunAsync(right, "right"));

        Assert.All(said, instances => Assert.Single(instances.Distinct()));
        Assert.NotEqual(said[0][0], said[1][0]);
        Assert.Equal(60 + 100, left.CountRows("incident"));
        Assert.Equal(60 + 100, right.CountRows("incident"));
        Assert.All(new[] { (left, "right"), (right, "left") }, pair => Assert.DoesNotContain(pair.Item1.SysIds("incident"), id => pair.Item1.FindRow("incident", id)!["short_description"].StartsWith(pair.Item2, StringComparison.Ordinal)));
    }

    private static Task<string[]> RunAsync(SimulatorHost simulator, string name) => Task.Run(() =>
    {
        using Runspace runspace = Bench.Open(simulator);
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript($$"""
            $null = Connect-CEServiceNow $url $credential
            foreach ($i in 1..100) {
                $new = New-CERecord incident @{ short_description = "{{name}} $i" }
                $new | Set-CERecord @{ urgency = 'High' }
                $back = Get-CERecord incident $new.number
                if ($back.urgency -ne 1 -or $back.short_description -ne "{{name}} $i") { throw "wrong record $i" }
                $null = Measure-CERecord incident
                ($back.PSObject.TypeNames | ForEach-Object { $_ }) -like '*Instance#*'
            }
            """);
        string[] output = [.. shell.Invoke().Select(item => item.ToString())];
        Assert.Empty(shell.Streams.Error);
        Assert.Equal(100, output.Length);
        return output;
    });
}

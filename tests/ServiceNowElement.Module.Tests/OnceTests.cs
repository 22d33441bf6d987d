using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Module.Tests;

/// <summary>An alert that fires twice opens one ticket.</summary>
public sealed class OnceTests : IAsyncLifetime
{
    private const string Create = "New-CERecord incident @{ short_description = 'Disk full'; urgency = 'High' } -CorrelationId alert-1 ";
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(100);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void The_second_call_meets_the_first_record()
    {
        string number = _bench.Run(Create)[0].Properties["number"].Value.ToString()!;

        Outcome error = _bench.Try(Create);
        Assert.StartsWith("DuplicateKey", Assert.Single(error.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(number, error.Errors[0].Exception.Message, StringComparison.Ordinal);

        Assert.Equal(number, _bench.Run(Create + "-IfExists Return")[0].Properties["number"].Value.ToString());
        Assert.Equal(0, _bench.Simulator.CountRows("sys_journal_field"));

        Assert.Equal(number, _bench.Run(Create + "-IfExists Comment")[0].Properties["number"].Value.ToString());
        Assert.Equal(1, _bench.Simulator.CountRows("sys_journal_field"));

        PSObject changed = _bench.Run("New-CERecord incident @{ short_description = 'Disk fuller' } -CorrelationId alert-1 -IfExists Update")[0];
        Assert.Equal("Disk fuller", changed.Properties["short_description"].Value.ToString());
        Assert.Equal(101, _bench.Simulator.CountRows("incident"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_runspaces_at_once_make_one_record(bool answersLost)
    {
        if (answersLost)
        {
            _bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "reset-before-executed", Method = "POST", Table = "incident", Times = 2 });
        }

        using var barrier = new Barrier(6);
        string[] numbers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using Runspace runspace = Bench.Open(_bench.Simulator);
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            shell.AddScript("$null = Connect-CEServiceNow $url $credential; $null = Get-CEField incident").Invoke();
            barrier.SignalAndWait();
            shell.Commands.Clear();
            return shell.AddScript(Create + "-IfExists Return").Invoke()[0].Properties["number"].Value.ToString()!;
        })));

        Assert.Single(numbers.Distinct());
        Assert.Equal(101, _bench.Simulator.CountRows("incident"));
    }

    [Fact]
    public void A_table_without_correlation_says_so()
    {
        Assert.StartsWith("UnknownField", Assert.Single(_bench.Try("New-CERecord core_company @{ name = 'x' } -CorrelationId a").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        _bench.Run(Create + "-WhatIf");
        Assert.DoesNotContain(_bench.Simulator.Log, entry => entry.Method == "POST");
    }

    [Fact]
    public void MaxWait_is_the_budget_for_pauses()
    {
        _bench.Run("$null = Get-CEField incident");
        _bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "r429-seconds", Table = "incident", Times = 1, After = 2 });
        Outcome refused = _bench.Try("Get-CERecord incident -MaxWait 00:00:01");
        Assert.StartsWith("RateLimited", Assert.Single(refused.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2 seconds, until", refused.Errors[0].Exception.Message, StringComparison.Ordinal);

        _bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "r429-seconds", Table = "incident", Times = 1, After = 2 });
        Assert.Equal(100, _bench.Run("Get-CERecord incident -MaxWait 00:01:00").Count);
    }
}

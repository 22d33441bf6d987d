using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Module.Tests;

/// <summary>An alert that fires twice opens one ticket.</summary>
public abstract class OnceTests(Way way) : IAsyncLifetime
{
    private protected const string Create = "New-CERecord incident @{ short_description = 'Disk full'; urgency = 'High' } -CorrelationId alert-1 ";
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    public async ValueTask InitializeAsync() => _bench = await Tests.Bench.StartAsync(100, way: way);

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
}

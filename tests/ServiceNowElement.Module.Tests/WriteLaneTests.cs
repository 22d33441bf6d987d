using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Records that are written by the hundred: in lanes and batches, in order, each with its own outcome.</summary>
public abstract class WriteLaneTests(Way way) : IAsyncLifetime
{
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    public async ValueTask InitializeAsync() => _bench = await Tests.Bench.StartAsync(300, way: way);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void A_record_that_fails_stops_no_other()
    {
        Outcome outcome = _bench.Try("1..50 | ForEach-Object { if ($_ -eq 20) { @{ short_description = 'closed'; state = 'Resolved' } } else { @{ short_description = \"record $_\" } } } | New-CERecord incident");

        Assert.Equal(49, outcome.Output.Count);
        Assert.StartsWith("DataPolicyViolation", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(349, _bench.Simulator.CountRows("incident"));
    }

    [Fact]
    public void What_concerns_all_records_ends_the_call_and_what_was_written_is_reported()
    {
        Outcome outcome = _bench.Try("1..50 | ForEach-Object { if ($_ -eq 20) { @{ short_descriptoin = 'typo' } } else { @{ short_description = \"record $_\" } } } | New-CERecord incident");

        Assert.StartsWith("UnknownField", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_bench.Simulator.CountRows("incident") - 300, outcome.Output.Count);
    }

    [Fact]
    public void ErrorAction_Stop_writes_nothing_after_the_first_failure()
    {
        Outcome outcome = _bench.Try("1..50 | ForEach-Object { if ($_ -eq 20) { @{ short_descriptoin = 'typo' } } else { @{ short_description = \"record $_\" } } } | New-CERecord incident -ErrorAction Stop");

        Assert.NotEmpty(outcome.Errors);
        Assert.Equal(319, _bench.Simulator.CountRows("incident"));
    }

    [Fact]
    public void Set_and_remove_by_the_hundred()
    {
        _bench.Run("Get-CERecord incident -First 200 | Set-CERecord @{ subcategory = 'lane' }");
        Assert.Equal(200, _bench.Simulator.SysIds("incident").Count(id => _bench.Simulator.FindRow("incident", id)!["subcategory"] == "lane"));

        _bench.Run("Get-CERecord incident -Where \"subcategory = 'lane'\" | Remove-CERecord -Confirm:$false -Force");
        Assert.Equal(100, _bench.Simulator.CountRows("incident"));
    }

    [Fact]
    public void A_consumer_that_stops_leaves_the_rest_unwritten()
    {
        _bench.Simulator.Knobs.RequestMilliseconds = 20;

        _bench.Run("function Take-One { param([Parameter(ValueFromPipeline)] $item) process { $item; break } }; foreach ($once in 1) { 1..5000 | ForEach-Object { @{ short_description = \"record $_\" } } | New-CERecord incident | Take-One }");

        Assert.InRange(_bench.Simulator.CountRows("incident"), 301, 302);
    }

    [Fact]
    public void MaxAffected_refuses_the_whole_pipeline_before_the_first_write()
    {
        Outcome outcome = _bench.Try("Get-CERecord incident | Set-CERecord @{ subcategory = 'no' } -MaxAffected 10");

        Assert.StartsWith("TooManyRecords", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Simulator.Log, entry => entry.Method == "PATCH");

        Assert.StartsWith("TooManyRecords", Assert.Single(_bench.Try("Get-CERecord incident -First 5 | Remove-CERecord -Force -Confirm:$false -MaxAffected 4").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(300, _bench.Simulator.CountRows("incident"));

        Assert.Equal(5, _bench.Run("Get-CERecord incident -First 5 | Set-CERecord @{ subcategory = 'yes' } -MaxAffected 5 -PassThru").Count);
    }
}

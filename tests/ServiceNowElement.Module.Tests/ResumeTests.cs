using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Get-CERecord -ResumeFrom: a read that an hour-long pause ended goes on after its last record.</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    // A script that keeps what came although the read failed, and the error as its user finds it.
    private const string Begin = "$Error.Clear(); $ids = [Collections.Generic.List[string]]::new(); $failure = $null; $after = 0; try { Get-CERecord incident | ForEach-Object { $ids.Add($_.sys_id) } } catch { $failure = $_ }; $before = $ids.Count; ";

    private Bench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(2500);
        _bench.Run("$null = Get-CEField incident");
        _bench.Simulator.ArmFault(new SimulatorFault { Name = "r429-hour", Table = "incident", Skip = 3, Times = 0 });
        Assert.InRange(Number(Begin + "$before"), 1, 2499);
        _bench.Simulator.ClearFaults();
        _bench.Simulator.ClearLog();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("$Error[0]")]
    [InlineData("$failure")]
    [InlineData("$failure.Exception")]
    [InlineData("$failure.Exception.ResumePoint")]
    [InlineData("\"$($failure.Exception.ResumePoint)\"")]
    public void The_read_goes_on_after_its_last_record(string from)
    {
        _bench.Run($"Get-CERecord incident -ResumeFrom {from} | ForEach-Object {{ $ids.Add($_.sys_id); $after++ }}");

        Assert.Equal(2500, Number("$ids.Count"));
        Assert.Equal(2500, Number("[Collections.Generic.HashSet[string]]::new($ids).Count"));
        Assert.Equal(Number("$after"), _bench.Simulator.Log.Where(entry => entry.Table == "incident").Sum(entry => entry.Rows));
    }

    [Fact]
    public void Another_process_needs_only_the_text()
    {
        string point = (string)_bench.Run("\"$($failure.Exception.ResumePoint)\"").Single().BaseObject;
        string[] first = [.. _bench.Run("$ids").Select(id => (string)id.BaseObject)];
        using var other = Bench.Open(_bench.Simulator);
        using var shell = PowerShell.Create();
        shell.Runspace = other;
        string[] rest = [.. shell.AddScript("param($point) $null = Connect-CEServiceNow $url $credential; (Get-CERecord incident -ResumeFrom $point).sys_id").AddArgument(point).Invoke().Select(id => (string)id.BaseObject)];

        Assert.Equal(_bench.Simulator.SysIds("incident").Order(StringComparer.Ordinal), first.Concat(rest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_message_says_when_and_how()
    {
        string message = (string)_bench.Run("$failure.Exception.Message").Single().BaseObject;

        Assert.Contains("records were delivered; -ResumeFrom continues after them from ", message, StringComparison.Ordinal);
        Assert.Equal("RateLimited", ((ErrorRecord)_bench.Run("$failure").Single().BaseObject).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Get-CERecord incident -Filter { $_.active -eq $true } -ResumeFrom $failure", "ResumePointMismatch")]
    [InlineData("Get-CERecord incident -Property number -ResumeFrom $failure", "ResumePointMismatch")]
    [InlineData("Get-CERecord problem -ResumeFrom $failure", "ResumePointMismatch")]
    [InlineData("Get-CERecord incident -OrderBy number -ResumeFrom $failure", "ResumeNotPossible")]
    [InlineData("Get-CERecord incident -ResumeFrom 'yesterday'", "ResumePointInvalid")]
    [InlineData("Get-CERecord incident -ResumeFrom 7", "ResumePointInvalid")]
    [InlineData("Get-CERecord incident -ResumeFrom ([Exception]::new('other'))", "ResumePointInvalid")]
    public void What_does_not_fit_is_refused(string script, string id) => Assert.Equal(id, _bench.Try(script).ErrorId);

    private int Number(string script) => (int)_bench.Run(script).Single().BaseObject;
}

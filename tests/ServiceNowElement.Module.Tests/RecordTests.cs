using System.Diagnostics;
using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Reading and writing records through the cmdlets.</summary>
public abstract class RecordTests(Way way) : IAsyncLifetime
{
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    private protected SimulatorHost Simulator => _bench.Simulator;

    public async ValueTask InitializeAsync() => _bench = await Tests.Bench.StartAsync(2500, way: way);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void All_records_come_once_in_four_lanes()
    {
        Simulator.Knobs.RequestMilliseconds = 20;
        List<string> ids = [.. _bench.Run("(Get-CERecord incident -As Raw).sys_id").Select(id => (string)id.BaseObject)];

        Assert.Equal(2500, ids.Distinct().Count());
        Assert.Equal(2500, ids.Count);
    }

    [Fact]
    public async Task Ctrl_C_ends_at_once_without_an_error()
    {
        _bench.Run("$null = Get-CEField incident");
        Simulator.ArmFault(new SimulatorFault { Name = "hang", Table = "incident", Times = 0 });
        using PowerShell shell = _bench.Shell("Get-CERecord incident");
        IAsyncResult running = shell.BeginInvoke();
        await Task.Delay(300, TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        shell.Stop();

        Assert.InRange(watch.ElapsedMilliseconds, 0, 4000);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.True(running.IsCompleted);
    }

    [Fact]
    public void Paging_and_order()
    {
        List<string> all = [.. _bench.Run("(Get-CERecord incident -OrderBy 'number desc' -Property number -First 30).number").Select(number => (string)number.BaseObject)];
        List<string> part = [.. _bench.Run("(Get-CERecord incident -OrderBy 'number desc' -Property number -First 10 -Skip 5).number").Select(number => (string)number.BaseObject)];

        Assert.Equal(all.Skip(5).Take(10), part);
        Assert.Equal(2500UL, _bench.Run("Get-CERecord incident -First 1 -IncludeTotalCount").Select(item => item.BaseObject).OfType<ulong>().Single());
    }

    [Theory]
    [InlineData("Get-CERecord incidnt", "UnknownObject")]
    [InlineData("Get-CERecord incident -Property numbr", "UnknownField")]
    [InlineData("Get-CERecord incident -OrderBy numbr", "UnknownField")]
    [InlineData("Measure-CERecord incident -GroupBy stat", "UnknownField")]
    [InlineData("New-CERecord incident @{ shortdescription = 'x' }", "UnknownField")]
    [InlineData("Start-CEBulkJob incident /tmp/never.csv -Property numbr", "UnknownField")]
    public void Unknown_names_are_refused_before_rows_are_asked_for(string script, string id)
    {
        Assert.Equal(id, _bench.Try(script).ErrorId);
        Assert.DoesNotContain(Simulator.Log, entry => entry.Table == "incident");
    }

    [Fact]
    public void Create_set_and_remove()
    {
        PSObject created = _bench.Run("$global:i = New-CERecord incident @{ short_description = 'Test'; urgency = 'High'; impact = 'High'; caller_id = 'System Administrator' }; $i").Single();
        Assert.Equal("Critical", created.Properties["priority"].Value.ToString());
        Assert.Equal("System Administrator", created.Properties["caller_id"].Value.ToString());
        Assert.Empty(_bench.Run("$i | Set-CERecord @{ state = 'On Hold'; assignment_group = 'Network' }"));
        Assert.Equal("3", Simulator.FindRow("incident", (string)created.Properties["sys_id"].Value)!["state"]);
        Assert.Equal("New", _bench.Run("Set-CERecord incident $i.number @{ state = 1 } -PassThru").Single().Properties["state"].Value.ToString());
        _bench.Run("$i | Set-CERecord @{ assignment_group = $null }");
        Assert.Null(_bench.Run("Get-CERecord incident $i.sys_id").Single().Properties["assignment_group"].Value);
        _bench.Run("$i | Remove-CERecord -Confirm:$false");
        Assert.Equal("RecordNotFound", _bench.Try("Get-CERecord incident $i.sys_id").ErrorId);
        Assert.Equal("RecordNotFound", _bench.Try("$i | Remove-CERecord -Confirm:$false").ErrorId);
    }

    [Fact]
    public void Deserialized_records_can_be_piped()
    {
        PSObject travelled = (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(_bench.Run("Get-CERecord incident INC0010002").Single()));
        _bench.Runspace.SessionStateProxy.SetVariable("travelled", travelled);

        _bench.Run("$travelled | Set-CERecord @{ short_description = 'changed' }");

        Assert.Equal("changed", Simulator.FindRow("incident", (string)travelled.Properties["sys_id"].Value)!["short_description"]);
    }

    [Theory]
    [InlineData("Get-CERecord incident -First 3 | Set-CERecord @{ short_description = 'x' } -WhatIf")]
    [InlineData("Get-CERecord incident -First 3 | Set-CERecord @{ short_description = 'x' } -WhatIf -Force -PassThru")]
    [InlineData("Get-CERecord incident -First 3 | Remove-CERecord -WhatIf")]
    [InlineData("Get-CERecord incident -First 3 | Remove-CERecord -WhatIf -Force")]
    [InlineData("New-CERecord incident @{ short_description = 'x' } -WhatIf")]
    public void WhatIf_sends_no_write(string script)
    {
        _bench.Run(script);

        Assert.DoesNotContain(Simulator.Log, entry => entry.Method != "GET");
        Assert.Equal(2500, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task A_record_of_another_instance_is_refused()
    {
        await using Bench twin = await Tests.Bench.StartAsync(20);
        _bench.Run($"$null = Connect-CEServiceNow '{twin.Simulator.Url}' $credential -Name twin");
        twin.Simulator.ClearLog();

        Outcome outcome = _bench.Try("Get-CERecord incident -First 2 | Remove-CERecord -Session twin -Confirm:$false");

        Assert.Equal(2, outcome.Errors.Count);
        Assert.All(outcome.Errors, error => Assert.StartsWith("InstanceMismatch,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.DoesNotContain(twin.Simulator.Log, entry => entry.Method == "DELETE");
    }

    [Fact]
    public void A_thousand_records_report_one_by_one()
    {
        _bench.Run("$global:rows = @(Get-CERecord incident -First 1000 -Property number)");
        Simulator.ArmFault(new SimulatorFault { Name = "denied", Method = "PATCH", Skip = 500, Times = 3 });

        Outcome outcome = _bench.Try("$rows | Set-CERecord @{ short_description = 'bulk' } -PassThru");

        Assert.Equal(3, outcome.Errors.Count);
        Assert.All(outcome.Errors, error => Assert.Equal("AclDenied", error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(outcome.Errors, error => Assert.IsType<string>(error.TargetObject));
        Assert.Equal(997, outcome.Output.Count);
    }

    [Fact]
    public void Counts_and_schema()
    {
        Assert.Equal(2500L, _bench.Run("(Measure-CERecord incident).Count").Single().BaseObject);
        Assert.Equal(2500L, _bench.Run("Measure-CERecord incident -GroupBy state, priority").Sum(row => (long)row.Properties["Count"].Value));
        Assert.Contains(_bench.Run("Get-CEObject inc*"), item => item.Properties["Name"].Value.Equals("incident"));
        Assert.Equal("sys_user", _bench.Run("(Get-CEField incident assigned_to).Reference").Single().BaseObject);
    }

    [Fact]
    public void A_download_without_rows_has_its_header()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ce-{Guid.NewGuid():N}.csv");
        try
        {
            _bench.Run($"$null = Start-CEBulkJob incident -Filter {{ $_.number -eq 'none' }} -Property number, state -Path '{path}' -Wait");
            Assert.Equal("number,state,sys_id\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Diagnostics;
using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Reading and writing records through the cmdlets.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private Bench _bench = null!;

    private SimulatorHost Simulator => _bench.Simulator;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(2500);

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
    public void The_first_object_comes_before_the_last_page_is_asked_for()
    {
        Simulator.Knobs.RequestMilliseconds = 50;
        int seen = -1;
        using PowerShell shell = _bench.Shell("Get-CERecord incident -As Raw");
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => seen = seen < 0 ? Simulator.Log.Count(entry => entry.Table == "incident") : seen;

        shell.Invoke(null, output);

        Assert.InRange(seen, 1, 2);
        Assert.True(Simulator.Log.Count(entry => entry.Table == "incident") > seen + 1);
    }

    [Fact]
    public void First_asks_for_one_page()
    {
        Assert.Equal(5, _bench.Run("Get-CERecord incident -First 5").Count);
        Assert.Single(Simulator.Log, entry => entry.Table == "incident");
    }

    [Fact]
    public void A_consumer_that_stops_asks_for_no_more()
    {
        // What Select-Object -First does to the pipeline, with the cmdlets of the bare engine.
        Assert.Single(_bench.Run("foreach ($once in 1) { Get-CERecord incident | ForEach-Object { $_; break } }"));
        Assert.InRange(Simulator.Log.Count(entry => entry.Table == "incident"), 1, 3);
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
    public void A_filter_runs_on_the_server()
    {
        List<PSObject> rows = [.. _bench.Run("Get-CERecord incident -Filter { $_.state -eq 'In Progress' -and $_.priority -le 2 }")];

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("In Progress", row.Properties["state"].Value.ToString()));
        Assert.All(Simulator.Log.Where(entry => entry.Table == "incident"), entry => Assert.StartsWith("state=2^priority<=2", entry.Query, StringComparison.Ordinal));
    }

    [Fact]
    public void Records_are_found_by_key_in_few_requests()
    {
        Assert.Equal("INC0010001", _bench.Run("(Get-CERecord INC0010001).number").Single().BaseObject);
        Assert.Equal("INC0010001", _bench.Run("(Get-CERecord incident INC0010001).number").Single().BaseObject);
        Assert.Equal(50, _bench.Run("1..50 | ForEach-Object { 'INC00' + (10000 + $_) } | Get-CERecord incident -Property number").Count);
        Simulator.ClearLog();
        Assert.Equal(300, _bench.Run("Get-CERecord incident -First 300 | Get-CERecord incident -Property number").Count);
        Assert.InRange(Simulator.Log.Count(entry => entry.Table == "incident"), 2, 6);
        Outcome missing = _bench.Try("Get-CERecord incident INC0010001, INC7777777");
        Assert.Equal("RecordNotFound", missing.ErrorId);
        Assert.Single(missing.Output);
        Assert.Equal("zz-hand-made", _bench.Run("(Get-CERecord incident zz-hand-made).sys_id").Single().BaseObject);
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
    [InlineData("Get-CERecord incident -EncodedQuery 'State=1'", "UnknownField")]
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
        await using Bench twin = await Bench.StartAsync(20);
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

    [Theory]
    [InlineData("trunc-splice", null)]
    [InlineData("reset-mid", null)]
    [InlineData("r429-seconds", null)]
    [InlineData("login-html", "LoginPageReturned")]
    public void Faults_lose_nothing_or_are_named(string fault, string? id)
    {
        _bench.Run("$null = Get-CEField incident");
        Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Skip = 2, Times = id == null ? 1 : 0, After = fault == "r429-seconds" ? 1 : null });

        Outcome outcome = _bench.Try("(Get-CERecord incident -As Raw).sys_id");

        if (id == null)
        {
            Assert.Empty(outcome.Errors);
            Assert.Equal(2500, outcome.Output.Select(item => (string)item.BaseObject).Distinct().Count());
        }
        else
        {
            Assert.Equal(id, outcome.ErrorId);
        }
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

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void A_download_is_complete_or_not_there(string extension)
    {
        string path = Path.Combine(Path.GetTempPath(), $"ce-{Guid.NewGuid():N}.{extension}");
        try
        {
            PSObject job = _bench.Run($"Start-CEBulkJob incident -Property number, short_description, description -Path '{path}' | Wait-CEBulkJob").Single();
            Assert.Equal("Completed", job.Properties["State"].Value.ToString());
            Assert.Equal(2500L, job.Properties["Rows"].Value);
            string text = File.ReadAllText(path);
            Assert.All(Enumerable.Range(10001, 2500), number => Assert.Contains("INC00" + number, text, StringComparison.Ordinal));
            Assert.Equal("FileExists", _bench.Try($"Start-CEBulkJob incident -Path '{path}'").ErrorId);
            Assert.False(File.Exists(path + ".partial"));

            Simulator.ArmFault(new SimulatorFault { Name = "login-html", Table = "incident", Times = 0 });
            Outcome failed = _bench.Try($"Start-CEBulkJob incident -Path '{path}' -Force -Wait");
            Assert.Equal("LoginPageReturned", failed.ErrorId);
            Assert.Equal(text, File.ReadAllText(path));
            Assert.False(File.Exists(path + ".partial"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="RecordTests"/> says, straight to the instance, and what is asked of the instance for it.</summary>
public sealed class DirectRecordTests() : RecordTests(Way.Direct)
{
    [Fact]
    public void The_first_object_comes_before_the_last_page_is_asked_for()
    {
        Simulator.Knobs.RequestMilliseconds = 50;
        int seen = -1;
        using PowerShell shell = Bench.Shell("Get-CERecord incident -As Raw");
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => seen = seen < 0 ? Simulator.Log.Count(entry => entry.Table == "incident") : seen;

        shell.Invoke(null, output);

        Assert.InRange(seen, 1, 2);
        Assert.True(Simulator.Log.Count(entry => entry.Table == "incident") > seen + 1);
    }

    [Fact]
    public void First_asks_for_one_page()
    {
        Assert.Equal(5, Bench.Run("Get-CERecord incident -First 5").Count);
        Assert.Single(Simulator.Log, entry => entry.Table == "incident");
    }

    [Fact]
    public void A_consumer_that_stops_asks_for_no_more()
    {
        // What Select-Object -First does to the pipeline, with the cmdlets of the bare engine.
        Assert.Single(Bench.Run("foreach ($once in 1) { Get-CERecord incident | ForEach-Object { $_; break } }"));
        Assert.InRange(Simulator.Log.Count(entry => entry.Table == "incident"), 1, 3);
    }

    [Fact]
    public void A_filter_runs_on_the_server()
    {
        List<PSObject> rows = [.. Bench.Run("Get-CERecord incident -Filter { $_.state -eq 'In Progress' -and $_.priority -le 2 }")];

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("In Progress", row.Properties["state"].Value.ToString()));
        Assert.All(Simulator.Log.Where(entry => entry.Table == "incident"), entry => Assert.StartsWith("state=2^priority<=2", entry.Query, StringComparison.Ordinal));
    }

    [Fact]
    public void Records_are_found_by_key_in_few_requests()
    {
        Assert.Equal("INC0010001", Bench.Run("(Get-CERecord INC0010001).number").Single().BaseObject);
        Assert.Equal("INC0010001", Bench.Run("(Get-CERecord incident INC0010001).number").Single().BaseObject);
        Assert.Equal(50, Bench.Run("1..50 | ForEach-Object { 'INC00' + (10000 + $_) } | Get-CERecord incident -Property number").Count);
        Simulator.ClearLog();
        Assert.Equal(300, Bench.Run("Get-CERecord incident -First 300 | Get-CERecord incident -Property number").Count);
        Assert.InRange(Simulator.Log.Count(entry => entry.Table == "incident"), 2, 6);
        Outcome missing = Bench.Try("Get-CERecord incident INC0010001, INC7777777");
        Assert.Equal("RecordNotFound", missing.ErrorId);
        Assert.Single(missing.Output);
        Assert.Equal("zz-hand-made", Bench.Run("(Get-CERecord incident zz-hand-made).sys_id").Single().BaseObject);
    }

    [Theory]
    [InlineData("trunc-splice", null)]
    [InlineData("reset-mid", null)]
    [InlineData("r429-seconds", null)]
    [InlineData("login-html", "LoginPageReturned")]
    public void Faults_lose_nothing_or_are_named(string fault, string? id)
    {
        Bench.Run("$null = Get-CEField incident");
        Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Skip = 2, Times = id == null ? 1 : 0, After = fault == "r429-seconds" ? 1 : null });

        Outcome outcome = Bench.Try("(Get-CERecord incident -As Raw).sys_id");

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

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void A_download_is_complete_or_not_there(string extension)
    {
        string path = Path.Combine(Path.GetTempPath(), $"ce-{Guid.NewGuid():N}.{extension}");
        try
        {
            PSObject job = Bench.Run($"Start-CEBulkJob incident -Property number, short_description, description -Path '{path}' | Wait-CEBulkJob").Single();
            Assert.Equal("Completed", job.Properties["State"].Value.ToString());
            Assert.Equal(2500L, job.Properties["Rows"].Value);
            string text = File.ReadAllText(path);
            Assert.All(Enumerable.Range(10001, 2500), number => Assert.Contains("INC00" + number, text, StringComparison.Ordinal));
            Assert.Equal("FileExists", Bench.Try($"Start-CEBulkJob incident -Path '{path}'").ErrorId);
            Assert.False(File.Exists(path + ".partial"));

            Simulator.ArmFault(new SimulatorFault { Name = "login-html", Table = "incident", Times = 0 });
            Outcome failed = Bench.Try($"Start-CEBulkJob incident -Path '{path}' -Force -Wait");
            Assert.Equal("LoginPageReturned", failed.ErrorId);
            Assert.Equal(text, File.ReadAllText(path));
            Assert.False(File.Exists(path + ".partial"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ServiceNows_own_text_is_checked_as_well()
    {
        Assert.Equal("UnknownField", Bench.Try("Get-CERecord incident -EncodedQuery 'State=1'").ErrorId);
        Assert.DoesNotContain(Simulator.Log, entry => entry.Table == "incident");
    }
}

using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Invoke-CERequest.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(60);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("/api/now/v2/table/incident?sysparm_limit=2&sysparm_fields=number,sys_created_on")]
    [InlineData("api/now/v2/table/incident?sysparm_limit=2&sysparm_fields=number,sys_created_on")]
    public void Json_becomes_objects_and_dates_stay_text(string path)
    {
        _bench.Runspace.SessionStateProxy.SetVariable("path", path);

        Assert.Equal("2 System.String", _bench.Run("$a = Invoke-CERequest GET $path; \"$($a.result.Count) $($a.result[0].sys_created_on.GetType().FullName)\"").Single().ToString());
    }

    [Fact]
    public void A_body_is_a_hashtable_text_or_bytes()
    {
        const string Path = "/api/now/v2/table/incident";
        string[] texts = [.. _bench.Run($"@({{ @{{ short_description = 'ü1' }} }}, {{ '{{\"short_description\":\"ü2\"}}' }}, {{ ,[Text.Encoding]::UTF8.GetBytes('{{\"short_description\":\"ü3\"}}') }}) | ForEach-Object {{ (Invoke-CERequest POST {Path} (& $_)).result.short_description }}").Select(item => item.ToString())];

        Assert.Equal(["ü1", "ü2", "ü3"], texts);
        Assert.Empty(_bench.Run("$id = (Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=1').result[0].sys_id; Invoke-CERequest DELETE \"/api/now/v2/table/incident/$id\""));
    }

    [Fact]
    public void Writes_have_WhatIf_and_reads_do_not_ask()
    {
        _bench.Run("Invoke-CERequest POST /api/now/v2/table/incident @{ short_description = 'x' } -WhatIf");
        Assert.Empty(_bench.Simulator.Log);
        Assert.Single(_bench.Run("Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=1' -WhatIf"));
    }

    [Theory]
    [InlineData("https://other.example.com/api/now/table/incident")]
    [InlineData("//other.example.com/x")]
    [InlineData("\\\\other.example.com\\x")]
    public void Other_hosts_are_refused(string path)
    {
        _bench.Runspace.SessionStateProxy.SetVariable("path", path);

        Assert.Equal("InvalidAddress", _bench.Try("Invoke-CERequest GET $path").ErrorId);
        Assert.Empty(_bench.Simulator.Log);
    }

    [Fact]
    public void An_answer_goes_to_a_file_whole_or_not_at_all()
    {
        string file = Path.Combine(Path.GetTempPath(), "ce-" + Guid.NewGuid().ToString("N") + ".json");
        _bench.Runspace.SessionStateProxy.SetVariable("file", file);
        try
        {
            _bench.Run("$null = Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=5' -OutFile $file");
            Assert.StartsWith("{\"result\"", File.ReadAllText(file), StringComparison.Ordinal);

            _bench.Simulator.ArmFault(new SimulatorFault { Name = "denied", Times = 0 });
            Assert.Equal("AclDenied", _bench.Try("Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=6' -OutFile $file").ErrorId);
            Assert.StartsWith("{\"result\"", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("unauthorized", "NotAuthenticated")]
    [InlineData("login-html", "LoginPageReturned")]
    [InlineData("r429-hour", "RateLimited")]
    [InlineData("failure", "InstanceFailure")]
    public void What_the_instance_refuses_is_named(string fault, string error)
    {
        _bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Times = 0 });

        Assert.Equal(error, _bench.Try("Invoke-CERequest GET '/api/now/v2/table/incident?sysparm_limit=1'").ErrorId);
    }
}

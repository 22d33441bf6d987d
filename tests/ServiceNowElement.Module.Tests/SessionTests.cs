using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ServiceNowElement.Module.Tests;

/// <summary>Connecting, sessions per runspace, and secrets.</summary>
[Collection("Local store")]
public sealed class SessionTests : IAsyncLifetime
{
    private const string Marker = "M4rk3r-P4ssw0rd-äß";
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(30, Marker, connect: false);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Basic_connects_and_disconnects()
    {
        Assert.Equal("Basic", _bench.Run("(Connect-CEServiceNow $url $credential -Name prod).Kind").Single().BaseObject);
        Assert.Equal("prod", _bench.Run("(Get-CESession).Name").Single().BaseObject);
        Assert.Equal(true, _bench.Run("Test-CESession").Single().BaseObject);
        _bench.Run("Disconnect-CEServiceNow; Disconnect-CEServiceNow");
        Assert.Empty(_bench.Run("Get-CESession"));
        Assert.Equal(false, _bench.Run("Test-CESession").Single().BaseObject);
        Assert.Equal("SessionNotFound", _bench.Try("Get-CERecord incident").ErrorId);
    }

    [Fact]
    public void OAuth_connects_both_ways()
    {
        Assert.Equal("OAuth password", _bench.Run("(Connect-CEServiceNow $url $credential -ClientCredential $client).Kind").Single().BaseObject);
        Assert.Equal("OAuth client credentials", _bench.Run("(Connect-CEServiceNow $url -ClientCredential $client).Kind").Single().BaseObject);
        Assert.Equal(30, _bench.Run("Get-CERecord incident").Count);
    }

    [Fact]
    public void A_runbook_connects_from_the_environment()
    {
        Assert.Equal("EnvironmentIncomplete", _bench.Try("Connect-CEServiceNow -FromEnvironment").ErrorId);
        _bench.Run($"$env:CE_SERVICENOW_URL = $url; $env:CE_SERVICENOW_USERNAME = 'admin'; $env:CE_SERVICENOW_PASSWORD = '{Marker}'");
        try
        {
            Assert.Equal("Open", _bench.Run("(Connect-CEServiceNow -FromEnvironment).State").Single().BaseObject);
        }
        finally
        {
            _bench.Run("$env:CE_SERVICENOW_URL = $env:CE_SERVICENOW_USERNAME = $env:CE_SERVICENOW_PASSWORD = $null");
        }
    }

    [Theory]
    [InlineData("http://snow.example.org", "InsecureAddress")]
    [InlineData("dev/evil", "InvalidAddress")]
    [InlineData("user@evil.example", "InvalidAddress")]
    [InlineData("https://user:pw@snow.example.org", "InvalidAddress")]
    [InlineData("https://host.invalid", "HostNotReachable")]
    public void Bad_addresses_are_named(string address, string id)
    {
        Assert.Equal(id, _bench.Try($"Connect-CEServiceNow '{address}' $credential").ErrorId);
        Assert.Empty(_bench.Run("Get-CESession"));
    }

    [Fact]
    public void A_wrong_password_is_tried_once()
    {
        _bench.Runspace.SessionStateProxy.SetVariable("bad", Bench.Credential("admin", "wrong"));

        Assert.Equal("NotAuthenticated", _bench.Try("Connect-CEServiceNow $url $bad").ErrorId);
        Assert.Equal(1, _bench.Simulator.RefusedSignIns);
        Assert.Equal("ClientRefused", _bench.Try("Connect-CEServiceNow $url -ClientCredential $bad").ErrorId);
        Assert.Equal(2, _bench.Simulator.RefusedSignIns);
    }

    [Fact]
    public async Task The_default_belongs_to_its_runspace_and_sessions_can_be_shared()
    {
        PSObject session = _bench.Run("Connect-CEServiceNow $url $credential").Single();
        await using Bench second = await Bench.StartAsync(20);
        using Runspace other = Bench.Open(_bench.Simulator, Marker);
        using var shell = PowerShell.Create();
        shell.Runspace = other;

        Assert.Empty(shell.AddScript("Get-CESession").Invoke());
        shell.Commands.Clear();
        Assert.Equal(30, shell.AddScript("param($s) Get-CERecord incident -Session $s").AddArgument(session).Invoke().Count);
        static Task<int> CountAsync(Bench bench) => Task.Run(() => Enumerable.Range(0, 10).Sum(_ => bench.Run("Get-CERecord incident -Property number").Count));
        int[] counts = await Task.WhenAll(CountAsync(_bench), CountAsync(second));

        Assert.Equal(300, counts[0]);
        Assert.Equal(200, counts[1]);
    }

    [Fact]
    public void A_secret_is_found_nowhere()
    {
        string folder = Directory.CreateTempSubdirectory("ce-test-").FullName;
        string script = $$"""
            $env:CE_HOME = '{{folder}}'
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
            $s = Connect-CEServiceNow $url $credential -Verbose -Debug
            $s
            New-CEInstance marker -Confirm:$false
            Get-CEInstance
            Get-CERecord incident -First 3 -Verbose -Debug
            New-CERecord incident @{ short_description = 'x' } -Verbose
            Start-CEBulkJob incident '{{Path.Combine(folder, "out.csv")}}' -Wait
            try { Get-CERecord nosuch } catch { $_ }
            try { Connect-CEServiceNow 'https://host.invalid' $credential } catch { $_ }
            try { Connect-CEServiceNow ('https://admin:{{Marker}}' + '@host.invalid') $credential } catch { $_ }
            """;
        try
        {
            Outcome outcome = _bench.Try(script);

            var said = new List<string>();
            said.AddRange(outcome.Verbose);
            said.AddRange(outcome.Warnings);
            Assert.NotEmpty(outcome.Verbose);
            foreach (object item in outcome.Output.Cast<object>().Concat(outcome.Errors))
            {
                // Own words only: InvocationInfo.Line holds what the tester typed.
                said.Add(item is PSObject { BaseObject: ErrorRecord error } ? error.Exception + " " + error.ErrorDetails + " " + error.TargetObject : PSSerializer.Serialize(item, 4));
            }

            said.AddRange(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
            string secret = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("admin:" + Marker));
            Assert.All(said, text => Assert.DoesNotContain(Marker, text, StringComparison.OrdinalIgnoreCase));
            Assert.All(said, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            Assert.Empty(outcome.Errors);
        }
        finally
        {
            _bench.Run("$env:CE_HOME = $null");
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Instances_are_kept_by_name()
    {
        string folder = Directory.CreateTempSubdirectory("ce-test-").FullName;
        try
        {
            _bench.Run($"$env:CE_HOME = '{folder}'; $null = Connect-CEServiceNow $url $credential");
            Assert.Equal("dev", _bench.Run("(New-CEInstance dev -Tag a, b).Name").Single().BaseObject);
            Assert.Equal("InstanceExists", _bench.Try("New-CEInstance DEV").ErrorId);
            _bench.Run("$null = New-CEInstance other -WhatIf");
            Assert.Equal("dev", _bench.Run("(Get-CEInstance d*).Name").Single().BaseObject);
            Assert.Equal("InstanceNotFound", _bench.Try("Get-CEInstance nosuch").ErrorId);
            Assert.Equal("Open", _bench.Run("(Connect-CEServiceNow -Instance dev -Credential $credential -Name again).State").Single().BaseObject);
            _bench.Run("Get-CEInstance | Remove-CEInstance -WhatIf");
            Assert.Single(_bench.Run("Get-CEInstance"));
            _bench.Run("Get-CEInstance | Remove-CEInstance -Confirm:$false");
            Assert.Empty(_bench.Run("Get-CEInstance"));
        }
        finally
        {
            _bench.Run("$env:CE_HOME = $null");
            Directory.Delete(folder, recursive: true);
        }
    }
}

using System.Management.Automation;
using System.Net;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Core.Tests.CloudElements;

namespace ServiceNowElement.Module.Tests;

/// <summary>Sessions on a service that speaks the Cloud Elements API, and its instances (contract cloud-elements-api §2, §5).</summary>
[Collection("Local store")]
public sealed class ServiceTests : IAsyncLifetime
{
    private const string Manage = "$manage = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -BaseUri $base; ";
    private FarService _far = null!;
    private Bench _bench = null!;

    private static System.Security.SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    public async ValueTask InitializeAsync()
    {
        _far = await FarService.StartAsync();
        _far.Rows.Fill(250);
        _bench = await Bench.StartAsync(5, connect: false);
        SessionStateProxy.SetVariable("base", _far.Address);
        SessionStateProxy.SetVariable("userSecret", Secret(FarService.UserSecret));
        SessionStateProxy.SetVariable("organizationSecret", Secret(FarService.OrganizationSecret));
        SessionStateProxy.SetVariable("token", Secret((string)_far.Instances.First["token"]!));
    }

    private System.Management.Automation.Runspaces.SessionStateProxy SessionStateProxy => _bench.Runspace.SessionStateProxy;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Theory]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -ElementToken $token -OrganizationSecret $organizationSecret -BaseUri $base", "dev1")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -Instance demo -BaseUri $base", "dev1")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -ElementToken $token -BaseUri $base", null)]
    public void A_session_on_a_service_reads_records_and_shows_no_secret(string connect, string? instance)
    {
        Outcome outcome = _bench.Try($"$session = {connect} -Verbose -Debug; $session; Get-CERecord incident -Verbose -Debug; Disconnect-CEServiceNow");

        Assert.Empty(outcome.Errors);
        Assert.Equal(251, outcome.Output.Count);
        Assert.Equal("Cloud Elements", outcome.Output[0].Properties["Kind"].Value);
        Assert.Equal(instance ?? $"{_far.Address.Authority}#5001", outcome.Output[0].Properties["Instance"].Value);
        string said = string.Join("\n", outcome.Verbose.Concat(outcome.Warnings));
        Assert.NotEmpty(said);
        Assert.DoesNotContain(FarService.UserSecret, said, StringComparison.Ordinal);
        Assert.DoesNotContain(FarService.OrganizationSecret, said, StringComparison.Ordinal);
        Assert.DoesNotContain((string)_far.Instances.First["token"]!, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_without_an_instance_manages_instances_and_says_how_to_open_one()
    {
        Outcome outcome = _bench.Try(Manage + "(Get-CEInstance).Name; Test-CESession; Get-CERecord incident");

        Assert.Equal(["demo", true], outcome.Output.Select(item => item.BaseObject));
        Assert.Equal("SessionWithoutInstance", outcome.ErrorId);
        Assert.Contains("-Instance", outcome.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_is_created_with_its_settings_opened_changed_and_removed()
    {
        SessionStateProxy.SetVariable("signature", Secret("signed"));
        PSObject[] output = [.. _bench.Run(Manage + """
            $made = New-CEInstance prod -Subdomain dev7 -Credential $credential -Tag a, b -KeepNull -EventsEnabled -Configuration @{ 'event.poller.refresh_interval' = 5; 'event.notification.signature.key' = $signature } -Connect
            $made
            (Get-CESession -Default).Instance
            (Get-CERecord incident -First 3).Count
            Get-CEInstance prod | Set-CEInstance -Tag c -Disable -PassThru
            Set-CEInstance prod -Enable -NewName prod2 -Credential $credential
            (Get-CEInstance prod2).Enabled
            Disconnect-CEServiceNow
            Remove-CEInstance prod2 -Session $manage -Confirm:$false
            (Get-CEInstance -Session $manage).Name
            """)];

        JObject sent = _far.Log.First(call => call.Method == "POST").Json;
        Assert.Equal(("false", "true", "5", "signed"), ((string?)sent["configuration"]!["filter.response.nulls"], (string?)sent["configuration"]!["event.notification.enabled"], (string?)sent["configuration"]!["event.poller.refresh_interval"], (string?)sent["configuration"]!["event.notification.signature.key"]));
        Assert.Equal("prod", output[0].Properties["Name"].Value);
        Assert.Equal(["dev7", 3], output[1..3].Select(item => item.BaseObject));
        Assert.Equal(false, output[3].Properties["Enabled"].Value);
        Assert.Equal([true, "demo"], output[4..].Select(item => item.BaseObject));
    }

    [Fact]
    public void Closing_the_manager_leaves_opened_sessions_alone() =>
        Assert.Equal([3, "demo"], _bench.Run(Manage + """
            $null = New-CEInstance prod -Subdomain dev7 -Credential $credential -Connect
            Disconnect-CEServiceNow $manage
            (Get-CERecord incident -First 3).Count
            (Get-CEInstance demo).Name
            """).Select(item => item.BaseObject));

    [Theory]
    [InlineData("New-CEInstance x -Subdomain dev7 -Credential $credential -WhatIf")]
    [InlineData("Set-CEInstance demo -Tag a -WhatIf")]
    [InlineData("Remove-CEInstance demo -WhatIf")]
    public void Nothing_is_sent_with_WhatIf(string command)
    {
        _bench.Run(Manage + command);

        Assert.All(_far.Log, call => Assert.Equal("GET", call.Method));
    }

    [Theory]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -BaseUri $base", "CredentialNotUsable")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -ElementToken $token -Instance demo -BaseUri $base", "CredentialNotUsable")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $token -BaseUri $base", "ServiceRefused")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -Instance nope -BaseUri $base", "InstanceNotFound")]
    [InlineData("Connect-CEServiceNow -UserSecret $userSecret -ElementToken $token -BaseUri http://ce.example.org/", "InsecureAddress")]
    [InlineData("$null = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -BaseUri $base; New-CEInstance demo -Subdomain dev1 -Credential $credential", "InstanceExists")]
    [InlineData("$null = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -BaseUri $base; New-CEInstance other", "CredentialNotUsable")]
    [InlineData("$null = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -BaseUri $base; Set-CEInstance nope -Tag a", "InstanceNotFound")]
    [InlineData("$null = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -BaseUri $base; Set-CEInstance demo", "NothingToWrite")]
    [InlineData("$null = Connect-CEServiceNow $url $credential; $null = New-CEInstance here; Set-CEInstance here -Disable", "NotSupported")]
    [InlineData("$null = Connect-CEServiceNow $url $credential; New-CEInstance here -KeepNull", "NotSupported")]
    [InlineData("$null = Connect-CEServiceNow -UserSecret $userSecret -ElementToken $token -BaseUri $base; Get-CERecord incident -EncodedQuery active=true", "NotSupported")]
    public void What_cannot_be_done_is_named(string command, string id)
    {
        using var home = new Home();

        Assert.Equal(id, _bench.Try(command).ErrorId);
    }

    [Fact]
    public void The_environment_names_a_service()
    {
        using var home = new Home();
        home.Set("CE_USER_SECRET", FarService.UserSecret);
        home.Set("CE_ORGANIZATION_SECRET", FarService.OrganizationSecret);
        home.Set("CE_ELEMENT_TOKEN", (string)_far.Instances.First["token"]!);
        home.Set("CE_BASE_URI", _far.Address.AbsoluteUri);

        Assert.Equal("dev1", _bench.Run("(Connect-CEServiceNow -FromEnvironment).Instance").Single().BaseObject);

        home.Set("CE_SERVICENOW_SUBDOMAIN", "dev9");
        Assert.Equal("CredentialNotUsable", _bench.Try("Connect-CEServiceNow -FromEnvironment").ErrorId);

        home.Set("CE_SERVICENOW_SUBDOMAIN", null);
        home.Set("CE_ORGANIZATION_SECRET", null);
        home.Set("CE_ELEMENT_TOKEN", null);
        Assert.Equal("EnvironmentIncomplete", _bench.Try("Connect-CEServiceNow -FromEnvironment").ErrorId);
    }

    [Fact]
    public void A_changed_transformation_renews_the_columns_of_the_session()
    {
        _bench.Run("$null = Connect-CEServiceNow -UserSecret $userSecret -OrganizationSecret $organizationSecret -Instance demo -BaseUri $base; $null = Get-CEField incidents");
        Assert.DoesNotContain("id", _bench.Run("(Get-CEField incidents).Name").Select(name => name.BaseObject));
        _far.Rows.KeyName = "id";

        Assert.Contains("id", _bench.Run("Set-CETransformation incidents incident -Map @{ id = 'sys_id' }; (Get-CEField incidents).Name").Select(name => name.BaseObject));
    }

    [Fact]
    public void Transformations_are_kept_by_the_service() =>
        Assert.Equal(["incidents"], _bench.Run(Manage + """
            Set-CEObjectDefinition incidents -Field @{ id = 'string' }
            (Get-CEObjectDefinition).Name
            """).Select(item => item.BaseObject));

    /// <summary>A store of its own, and variables that are put back.</summary>
    private sealed class Home : IDisposable
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), "ce-test-" + Guid.NewGuid().ToString("N"));
        private readonly Dictionary<string, string?> _before = [];

        internal Home() => Set("CE_HOME", _folder);

        internal void Set(string name, string? value)
        {
            _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach ((string name, string? value) in _before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }
}

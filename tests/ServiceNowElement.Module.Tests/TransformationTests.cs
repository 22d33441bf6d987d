using System.Management.Automation;

namespace ServiceNowElement.Module.Tests;

/// <summary>Object definitions and transformations in direct mode, kept on this machine.</summary>
[Collection("Local store")]
public sealed class TransformationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ce-test-").FullName;
    private Bench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(40, connect: false);
        _bench.Run($"$env:CE_HOME = '{_folder}'; $null = Connect-CEServiceNow $url $credential");
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Run("$env:CE_HOME = $null");
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_transformation_applies_at_once_and_its_definition_is_made()
    {
        Outcome outcome = _bench.Try("Set-CETransformation myTickets -VendorName incident -Map @{ id = 'sys_id'; title = 'short_description' }");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.Contains(outcome.Verbose, line => line.Contains("no definition of 'myTickets'", StringComparison.Ordinal));
        Assert.Equal("id title", One("(Get-CEObjectDefinition myTickets).Fields.Path -join ' '"));
        Assert.Equal("incident Organization", One("$t = Get-CETransformation; \"$($t.VendorName) $($t.Level)\""));

        List<PSObject> rows = [.. _bench.Run("Get-CERecord myTickets")];
        Assert.Equal(40, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.NotEmpty((string)row.Properties["id"].Value);
            Assert.NotNull(row.Properties["title"]);
            Assert.Null(row.Properties["sys_id"]);
            Assert.NotNull(row.Properties["number"]);
            Assert.Contains("ServiceNowElement.Record#myTickets", row.TypeNames);
        });
        Assert.Equal(40, _bench.Run("Get-CERecord incident").Count);
        _bench.Run("Remove-CETransformation myTickets -Confirm:$false");
        Assert.Equal("UnknownObject", _bench.Try("Get-CERecord myTickets").ErrorId);
    }

    [Fact]
    public void Records_of_a_defined_object_can_be_piped_to_the_writers()
    {
        _bench.Run("Set-CETransformation myTickets -VendorName incident -Map @{ id = 'sys_id'; title = 'short_description' }");

        Assert.Equal("printer", One("$script:new = New-CERecord myTickets @{ title = 'printer'; urgency = 2 }; $new.title"));
        Assert.Equal("scanner", One("($new | Set-CERecord @{ title = 'scanner' } -PassThru).title"));
        Assert.Equal("scanner", One("(Get-CERecord incident $new.id -Property short_description).short_description"));
        Assert.Equal("scanner", One("(Get-CERecord myTickets $new.number).title"));
        Assert.Equal("mouse", One("$dead = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($new)); ($dead | Set-CERecord @{ title = 'mouse' } -PassThru).title"));
        _bench.Run("$new | Remove-CERecord -Confirm:$false");
        Assert.Equal("RecordNotFound", _bench.Try("Get-CERecord incident $new.id").ErrorId);
    }

    [Fact]
    public void Filters_counts_fields_and_files_take_the_new_names()
    {
        _bench.Run("Set-CETransformation myTickets incident -Map @{ id = 'sys_id'; title = 'short_description'; rank = 'priority' }");

        Assert.Equal(One("@(Get-CERecord incident -Filter { $_.priority -le 2 }).Count"), One("@(Get-CERecord myTickets -Filter { $_.rank -le 2 }).Count"));
        Assert.Equal(One("(Measure-CERecord incident).Count"), One("$n = 0; (Measure-CERecord myTickets -GroupBy rank) | ForEach-Object { $n += $_.Count }; $n"));
        Assert.Equal("title", One("(Get-CEField myTickets title).Name"));
        Assert.Empty(_bench.Run("Get-CEField myTickets short_description"));
        Assert.Equal("incident", One("(Get-CEObject myTickets).Parent"));
        Assert.Equal("short_description=x", One("(ConvertTo-CEQuery myTickets -Where \"title = 'x'\").EncodedQuery"));
        string file = Path.Combine(_folder, "out.csv");
        _bench.Run($"$null = Start-CEBulkJob myTickets '{file}' -Property id, title -Wait");
        string[] lines = File.ReadAllLines(file);
        Assert.Equal("id,title", lines[0]);
        Assert.Equal(41, lines.Length);
        Assert.Equal("UnknownField", _bench.Try("Get-CERecord myTickets -Where \"titel = 'x'\"").ErrorId);
    }

    [Fact]
    public void Types_and_dates_come_from_the_fields()
    {
        _bench.Run("""
            Set-CEObjectDefinition myTickets -Field @{ id = 'string'; impactNumber = 'number' }
            Set-CETransformation myTickets incident -Field @{ path = 'id'; vendorPath = 'sys_id' }, @{ path = 'impactNumber'; vendorPath = 'impact' }, @{ path = 'opened'; vendorPath = 'opened_at'; datePattern = 'dd.MM.yyyy' } -PassThroughOff
            """);

        PSObject row = _bench.Run("Get-CERecord myTickets -First 1").Single();

        Assert.Equal(["id", "impactNumber", "opened"], row.Properties.Select(property => property.Name).Order());
        Assert.IsType<decimal>(row.Properties["impactNumber"].Value);
        Assert.Matches(@"^\d\d\.\d\d\.\d{4}$", (string)row.Properties["opened"].Value);
        Assert.Equal("UnknownField", _bench.Try("Get-CERecord myTickets -Property priority").ErrorId);
    }

    [Fact]
    public void Instance_level_belongs_to_sessions_of_that_instance()
    {
        _bench.Run("$null = New-CEInstance dev; $null = New-CEInstance other");
        _bench.Run("Set-CETransformation myTickets incident -Map @{ id = 'sys_id'; title = 'short_description' }; Set-CETransformation myTickets -Map @{ key = 'number' } -Inherit -Instance dev");
        _bench.Run("$script:dev = Connect-CEServiceNow -Instance dev -Credential $credential -Name dev");
        _bench.Run("$null = Connect-CEServiceNow -Instance other -Credential $credential -Name other");

        Assert.Equal("id key title", One("$names = (Get-CERecord myTickets -First 1 -Session dev).PSObject.Properties.Name; ('id', 'key', 'number', 'title' | Where-Object { $names -contains $_ }) -join ' '"));
        Assert.Equal("id number title", One("$names = (Get-CERecord myTickets -First 1 -Session other).PSObject.Properties.Name; ('id', 'key', 'number', 'title' | Where-Object { $names -contains $_ }) -join ' '"));
        Assert.Equal("Instance Organization", One("(Get-CETransformation -Session dev).Level -join ' '"));
        Assert.Equal("Organization", One("(Get-CETransformation).Level -join ' '"));
        Assert.Equal("InstanceNotGiven", _bench.Try("Set-CETransformation myTickets incident -Level Instance").ErrorId);
        Assert.Equal("InstanceNotFound", _bench.Try("Set-CETransformation myTickets incident -Instance nosuch").ErrorId);

        _bench.Run("Get-CETransformation myTickets -Session dev | Remove-CETransformation -Session dev -Confirm:$false");
        Assert.Empty(_bench.Run("Get-CETransformation -Session dev"));
    }

    [Fact]
    public void Conflicts_are_named_and_the_rest_goes_on()
    {
        _bench.Run("Set-CETransformation a incident; Set-CETransformation b incident; Remove-CETransformation b -Confirm:$false");

        Outcome outcome = _bench.Try("Remove-CEObjectDefinition a, b, c -Confirm:$false");
        Assert.Equal(["ResourceInUse", "ResourceNotFound"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("a", One("(Get-CEObjectDefinition).Name"));
        Assert.Equal("ResourceNotFound", _bench.Try("Get-CETransformation nosuch").ErrorId);
        Assert.Empty(_bench.Run("Get-CETransformation nosuch*"));
        Assert.Equal("ResourceNotFound", _bench.Try("Remove-CETransformation nosuch -Confirm:$false").ErrorId);
        Assert.Equal("InvalidValue", _bench.Try("Set-CETransformation '../evil' incident").ErrorId);
        Assert.Equal("InvalidValue", _bench.Try("Set-CETransformation c incident -Field @{ vendorPath = 'x' }").ErrorId);
        Assert.Equal("InvalidValue", _bench.Try("Set-CEObjectDefinition c -Field x, x").ErrorId);
    }

    [Fact]
    public void WhatIf_keeps_nothing()
    {
        _bench.Run("Set-CETransformation x incident -WhatIf; Set-CEObjectDefinition y -Field id -WhatIf");
        Assert.Empty(_bench.Run("Get-CETransformation; Get-CEObjectDefinition"));
        _bench.Run("Set-CETransformation x incident; Remove-CETransformation x -WhatIf; Remove-CEObjectDefinition x -WhatIf");
        Assert.Single(_bench.Run("Get-CETransformation"));
    }

    [Fact]
    public void A_transformation_can_be_copied_to_another_level()
    {
        _bench.Run("Set-CETransformation x incident -Field @{ path = 'id'; vendorPath = 'sys_id'; remove = $true; type = 'string' } -Rule @{ type = 'passThrough'; fromVendor = $true; toVendor = $false } -Script 'done(originalObject);' -WarningAction SilentlyContinue");
        _bench.Run("Get-CETransformation x | Set-CETransformation -Level Account -WarningAction SilentlyContinue");

        Assert.Equal(
            "Account incident id <- sys_id remove string passThrough False done(originalObject);",
            One("$t = Get-CETransformation x -Level Account; \"$($t.Level) $($t.VendorName) $($t.Fields) $($t.Fields.Rules.Type) $($t.Fields.Type) $($t.Rules.Type) $($t.Rules.ToVendor) $($t.Script)\""));
    }

    [Fact]
    public void A_record_is_shown_without_being_sent()
    {
        _bench.Run("Set-CETransformation myTickets incident -Map ([ordered] @{ id = 'sys_id'; 'caller.name' = 'caller_name' })");
        _bench.Simulator.ClearLog();

        PSObject read = _bench.Run("Test-CETransformation myTickets @{ sys_id = 'a1'; caller_name = 'Ann'; urgency = 2 }").Single();
        Assert.Equal("a1", read.Properties["id"].Value);
        Assert.Equal(2L, read.Properties["urgency"].Value);
        Assert.Equal("Ann", ((PSObject)read.Properties["caller"].Value).Properties["name"].Value);
        Assert.Null(read.Properties["sys_id"]);
        Assert.Equal("a1 Ann", One("$w = $args; $v = [pscustomobject] @{ id = 'a1'; caller = @{ name = 'Ann' } } | Test-CETransformation myTickets -ToVendor; \"$($v.sys_id) $($v.caller_name)\""));
        Assert.Empty(_bench.Simulator.Log);
        Assert.Equal("a1 Ann", One("$v = Test-CETransformation myTickets -ToVendor -InputObject (Test-CETransformation myTickets @{ sys_id = 'a1'; caller_name = 'Ann' }); \"$($v.sys_id) $($v.caller_name)\""));
        Assert.Equal("ResourceNotFound", _bench.Try("Test-CETransformation nosuch @{ a = 1 }").ErrorId);
    }

    [Fact]
    public void What_is_not_carried_out_is_a_warning()
    {
        Outcome outcome = _bench.Try("Set-CETransformation x incident -Field @{ path = 'd'; vendorPath = 'opened_at'; datePattern = 'yyyy-ww' } -Script 'done();'");

        Assert.Equal(2, outcome.Warnings.Count);
        Assert.Equal(2, _bench.Try("Connect-CEServiceNow $url $credential").Warnings.Count);
    }

    [Fact]
    public void Names_complete()
    {
        _bench.Run("Set-CETransformation myTickets incident");

        Assert.Equal("myTickets", One("[Management.Automation.CommandCompletion]::CompleteInput('Get-CETransformation my', 23, $null).CompletionMatches[0].CompletionText"));
        Assert.Equal("myTickets", One("[Management.Automation.CommandCompletion]::CompleteInput('Get-CERecord myT', 16, $null).CompletionMatches[0].CompletionText"));
    }

    private string One(string script) => _bench.Run(script).Single().ToString();
}

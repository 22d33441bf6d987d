namespace ServiceNowElement.Module.Tests;

/// <summary>Script-block filters (design §7), seen through ConvertTo-CEQuery.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(10);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("{ $_.state -eq 'In Progress' -and $_.priority -le 2 }", "state=2^priority<=2")]
    [InlineData("{ $PSItem.state -eq 2 }", "state=2")]
    [InlineData("{ 2 -ge $_.priority }", "priority<=2")]
    [InlineData("{ $_.active }", "active=true")]
    [InlineData("{ -not $_.active }", "active!=true")]
    [InlineData("{ $_.priority -in 1, 2 }", "priorityIN1,2")]
    [InlineData("{ 1, 2 -contains $_.priority }", "priorityIN1,2")]
    [InlineData("{ $_.short_description -like '*vpn*' }", "short_descriptionLIKEvpn")]
    [InlineData("{ $_.short_description -like 'vpn*' }", "short_descriptionSTARTSWITHvpn")]
    [InlineData("{ $_.short_description -like '*vpn' }", "short_descriptionENDSWITHvpn")]
    [InlineData("{ $_.short_description -match '^vpn' }", "short_descriptionSTARTSWITHvpn")]
    [InlineData("{ $_.assigned_to -eq $null }", "assigned_toISEMPTY")]
    [InlineData("{ $null -ne $_.assigned_to }", "assigned_toISNOTEMPTY")]
    [InlineData("{ $_.assigned_to.user_name -eq 'admin' }", "assigned_to.user_name=admin")]
    [InlineData("{ $_.assignment_group -eq 'DB Ops' }", "assignment_group.name=DB Ops")]
    [InlineData("{ $_.state -eq 'New' -or $_.state -eq 'On Hold' }", "state=1^ORstate=3")]
    [InlineData("{ priority -le 2 -and active -eq $true }", "priority<=2^active=true")]
    [InlineData("{ (priority -le 2) -and (active -eq $true) }", "priority<=2^active=true")]
    [InlineData("{ $_.opened_at -ge [datetime]::SpecifyKind('2026-07-01', 'Utc') }", "opened_at>=2026-07-01 00:00:00")]
    [InlineData("{ $_.opened_at -ge '2026-07-01' }", "opened_at>=2026-07-01 00:00:00")]
    public void Translates(string filter, string encoded) => Assert.Equal(encoded, _bench.Run($"(ConvertTo-CEQuery incident -Filter {filter}).EncodedQuery").Single().BaseObject);

    [Theory]
    [InlineData("{ $_.state -ceq 'New' }")]
    [InlineData("{ $_.short_description -like 'a*b' }")]
    [InlineData("{ $_.short_description -match 'a|b' }")]
    [InlineData("{ $_.short_description.ToUpper() -eq 'A' }")]
    [InlineData("{ $_.impact -eq $_.urgency }")]
    [InlineData("{ 1 -eq 1 }")]
    [InlineData("{ $_ }")]
    [InlineData("{ $_.state -eq 1; $_.state -eq 2 }")]
    [InlineData("{ $x = 1 }")]
    [InlineData("{ $_.state -xor $true }")]
    [InlineData("{ $_.priority + 1 -eq 2 }")]
    [InlineData("{ $_.state -eq @{ a = 1 } }")]
    [InlineData("{ Get-Date }")]
    [InlineData("{ }")]
    public void Refuses_what_the_server_cannot_do(string filter)
    {
        Outcome outcome = _bench.Try($"ConvertTo-CEQuery incident -Filter {filter}");

        Assert.Equal("FilterNotTranslatable", outcome.ErrorId);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Values_come_from_the_callers_scope_once()
    {
        string script = """
            $global:calls = 0
            function Get-Limit { $global:calls++; 2 }
            function Invoke-Search { $mine = 'Ann'; (ConvertTo-CEQuery incident -Filter { $_.priority -le (Get-Limit) -and $_.short_description -like "*$mine*" }).EncodedQuery }
            Invoke-Search
            $global:calls
            """;

        Assert.Equal(["priority<=2^short_descriptionLIKEAnn", 1], _bench.Run(script).Select(item => item.BaseObject));
    }

    [Fact]
    public void Nothing_is_evaluated_when_the_rest_cannot_translate()
    {
        _bench.Try("$global:calls = 0; function Get-Limit { $global:calls++; 2 }; ConvertTo-CEQuery incident -Filter { $_.priority -le (Get-Limit) -and $_.x.ToUpper() }");

        Assert.Equal(0, _bench.Run("$global:calls").Single().BaseObject);
    }

    [Fact]
    public void A_value_of_a_record_can_be_used() =>
        Assert.Equal("state=2", _bench.Run("$state = (Get-CERecord incident -Filter { $_.state -eq 2 } -First 1).state; (ConvertTo-CEQuery incident -Filter { $_.state -eq $state }).EncodedQuery").Single().BaseObject);

    [Theory]
    [InlineData("-Where \"priority <= 2 and active = true\"", "priority<=2^active=true")]
    [InlineData("-Where \"state in ('New','On Hold')\"", "stateIN1,3")]
    [InlineData("-EncodedQuery 'active=true^priorityIN1,2^EQ'", "active=true^priorityIN1,2")]
    public void Other_spellings(string filter, string encoded) => Assert.Equal(encoded, _bench.Run($"(ConvertTo-CEQuery incident {filter}).EncodedQuery").Single().BaseObject);

    [Theory]
    [InlineData("-Filter { $_.priorty -eq 1 }", "UnknownField")]
    [InlineData("-Where 'priorty = 1'", "UnknownField")]
    [InlineData("-EncodedQuery 'priorty=1'", "UnknownField")]
    [InlineData("-Filter { $_.state -eq 'In Progres' }", "UnknownChoice")]
    [InlineData("-Filter { $_.short_description -eq 'a^ORactive=true' }", "UnsafeValue")]
    [InlineData("-Where 'priority <= '", "InvalidQuery")]
    public void Bad_filters_have_an_id(string filter, string id)
    {
        Outcome outcome = _bench.Try($"Get-CERecord incident {filter}");

        Assert.Equal(id, outcome.ErrorId);
        Assert.DoesNotContain(_bench.Simulator.Log, entry => entry.Table == "incident");
    }
}

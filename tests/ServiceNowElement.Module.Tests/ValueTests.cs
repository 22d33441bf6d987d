namespace ServiceNowElement.Module.Tests;

/// <summary>CEValue compares the way people write (design §6), proven in the real engine.</summary>
public abstract class ValueTests(Way way) : IAsyncLifetime
{
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    public async ValueTask InitializeAsync()
    {
        _bench = await Tests.Bench.StartAsync(60, way: way);
        _bench.Run("$global:r = @(Get-CERecord incident -Filter { $_.state -eq 'In Progress' -and $_.assignment_group -ne $null })[0]");
        _bench.Run("$global:v = $r.state");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("$r.state -eq 2")]
    [InlineData("$r.state -eq '2'")]
    [InlineData("$r.state -eq 'In Progress'")]
    [InlineData("$r.state -eq 'in progress'")]
    [InlineData("$r.state -ne 3")]
    [InlineData("$r.state -ne 'New'")]
    [InlineData("-not ($r.state -ne 2)")]
    [InlineData("$r.state -le 2")]
    [InlineData("$r.state -lt 3")]
    [InlineData("$r.state -gt 1")]
    [InlineData("$r.state -ge 2")]
    [InlineData("-not ($r.state -gt 10)")]
    [InlineData("$r.state -in 1,2")]
    [InlineData("$r.state -in 'New','In Progress'")]
    [InlineData("$r.state -notin 3,6")]
    [InlineData("1,2 -contains $r.state")]
    [InlineData("'In Progress' -eq $r.state")]
    [InlineData("2 -eq $r.state")]
    [InlineData("$r.state -match '^In'")]
    [InlineData("$r.state -like '*prog*'")]
    [InlineData("\"$($r.state)\" -ceq 'In Progress'")]
    [InlineData("\"state: $v\" -ceq 'state: In Progress'")]
    [InlineData("[int]$r.state -eq 2")]
    [InlineData("[string]$r.state -eq 'In Progress'")]
    [InlineData("$(switch ($r.state.Value) { 2 { $true } default { $false } })")]
    [InlineData("$(switch ($r.state) { { $_ -le 2 } { $true } default { $false } })")]
    [InlineData("$(switch ($r.state) { 'In Progress' { $true } default { $false } })")]
    [InlineData("$(switch -Wildcard ($r.state) { 'In*' { $true } default { $false } })")]
    [InlineData("$(switch -Regex ($r.state) { '^In' { $true } default { $false } })")]
    [InlineData("$null -ne $r.state")]
    [InlineData("[bool]$r.state")]
    [InlineData("$r.state.Value -eq '2'")]
    [InlineData("$r.state.Label -eq 'In Progress'")]
    [InlineData("$r.assignment_group.Table -eq 'sys_user_group'")]
    [InlineData("$r.assignment_group.Value.Length -eq 32")]
    [InlineData("$r.assignment_group -eq $r.assignment_group.Label")]
    [InlineData("$r.sys_id -is [string]")]
    [InlineData("$r.active -is [bool]")]
    [InlineData("$r.opened_at -is [datetime] -and $r.opened_at.Kind -eq 'Utc'")]
    [InlineData("@{ $r.state = 1 }.ContainsKey($r.state)")]
    [InlineData("[Management.Automation.LanguagePrimitives]::Compare($r.state, $r.state) -eq 0")]
    public void Compares_as_people_write(string expression) => Assert.True((bool)Assert.Single(_bench.Run(expression)).BaseObject);

    [Fact]
    public void Sorts_by_value_and_not_by_label()
    {
        var sorted = _bench.Run("Get-CERecord incident").Select(row => row.Properties["priority"].Value).ToList();

        sorted.Sort((left, right) => System.Management.Automation.LanguagePrimitives.Compare(left, right));

        Assert.Equal(sorted.Select(value => ((dynamic)value).Value).Cast<string>().Order(StringComparer.Ordinal), sorted.Select(value => (string)((dynamic)value).Value));
    }

    [Fact]
    public void As_Raw_and_As_Label_give_text()
    {
        Assert.Equal("2", _bench.Run("(Get-CERecord incident $r.number -As Raw).state").Single().BaseObject);
        Assert.Equal("In Progress", _bench.Run("(Get-CERecord incident $r.number -As Label).state").Single().BaseObject);
        Assert.Equal(_bench.Run("$r.sys_id").Single().BaseObject, _bench.Run("(Get-CERecord incident $r.number -As Label).sys_id").Single().BaseObject);
    }
}

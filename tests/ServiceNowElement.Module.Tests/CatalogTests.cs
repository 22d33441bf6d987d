using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Get-CECatalogItem and Submit-CECatalogItem.</summary>
public sealed class CatalogTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(60);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Found_by_name_text_category_and_wildcard()
    {
        PSObject report = Assert.Single(_bench.Run("Get-CECatalogItem 'Report an issue'"));
        Assert.Equal("short_description", Assert.Single(_bench.Run("(Get-CECatalogItem 'Report an issue').Variables | Where-Object Mandatory | ForEach-Object Name")).ToString());
        Assert.Equal(Text(report, "SysId"), Text(Assert.Single(_bench.Run("Get-CECatalogItem -Text 'Report an issue'")), "SysId"));
        Assert.Equal(Text(report, "SysId"), Text(Assert.Single(_bench.Run("Get-CECatalogItem 'report an*'")), "SysId"));
        Assert.Equal(Text(report, "SysId"), Text(Assert.Single(_bench.Run("Get-CECatalogItem " + Text(report, "SysId"))), "SysId"));
        Assert.All(_bench.Run("Get-CECatalogItem -Category Software"), item => Assert.Equal("Software", Text(item, "Category")));
        Assert.NotEmpty(_bench.Run("Get-CECatalogItem"));
        Assert.Empty(_bench.Run("Get-CECatalogItem 'nothing*'"));
        Outcome two = _bench.Try("'No such item', 'Report an issue' | Get-CECatalogItem");
        Assert.Equal("RecordNotFound", two.ErrorId);
        Assert.Single(two.Output);
    }

    [Fact]
    public void A_producer_by_name_and_an_order_for_somebody()
    {
        PSObject made = Assert.Single(_bench.Run("Submit-CECatalogItem 'Report an issue' @{ short_description = 'Door'; urgency = 2 }"));
        Assert.Equal("Door", _bench.Simulator.FindRow("incident", Text(made, "SysId"))!["short_description"]);
        Assert.Equal("Door", Assert.Single(_bench.Run("(Get-CERecord " + Text(made, "Number") + ").short_description")).ToString());

        string user = _bench.Simulator.SysIds("sys_user")[9];
        _bench.Runspace.SessionStateProxy.SetVariable("login", _bench.Simulator.FindRow("sys_user", user)!["user_name"]);
        PSObject order = Assert.Single(_bench.Run("@(Get-CECatalogItem -Category Software)[0] | Submit-CECatalogItem -Variable @{ justification = 'new' } -Quantity 2 -RequestedFor $login"));
        Assert.StartsWith("REQ", Text(order, "Number"), StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> line = _bench.Simulator.SysIds("sc_req_item").Select(id => _bench.Simulator.FindRow("sc_req_item", id)!).Single(row => row["request"] == Text(order, "SysId"));
        Assert.Equal(("2", user), (line["quantity"], line["requested_for"]));
    }

    [Fact]
    public void A_multi_row_set_is_a_list_of_hashtables()
    {
        PSObject order = Assert.Single(_bench.Run("$item = @(Get-CECatalogItem | Where-Object Type -eq catalog_item | ForEach-Object { Get-CECatalogItem $_.SysId } | Where-Object { $_.Variables.Name -contains 'accessories' })[0]; Submit-CECatalogItem $item @{ justification = 'new'; accessories = @{ part = 'Dock' }, @{ part = 'Bag'; count = 3 } }"));

        string line = _bench.Simulator.SysIds("sc_req_item").Single(id => _bench.Simulator.FindRow("sc_req_item", id)!["request"] == Text(order, "SysId"));
        Assert.Equal(["1", "3", "Bag", "Dock"], _bench.Simulator.SysIds("sc_multi_row_question_answer").Select(id => _bench.Simulator.FindRow("sc_multi_row_question_answer", id)!).Where(row => row["parent_id"] == line).Select(row => row["value"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Refused_before_anything_is_sent()
    {
        Assert.Equal("VariablesMissing", _bench.Try("Submit-CECatalogItem 'Report an issue'").ErrorId);
        Assert.Equal("UnknownVariable", _bench.Try("Submit-CECatalogItem 'Report an issue' @{ short = 'x' }").ErrorId);
        Assert.Equal("ReferenceNotFound", _bench.Try("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } -RequestedFor nobody.at.all").ErrorId);
        Assert.Equal("RecordNotFound", _bench.Try("Submit-CECatalogItem 'No such item'").ErrorId);
        Assert.DoesNotContain(_bench.Simulator.Log, entry => entry.Method == "POST");
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        _bench.Run("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } -WhatIf");

        Assert.Empty(_bench.Simulator.Log);
    }

    [Fact]
    public void A_lost_answer_is_no_second_order()
    {
        int before = _bench.Simulator.CountRows("incident");
        _bench.Simulator.ArmFault(new SimulatorFault { Name = "order-retry", Method = "POST" });

        Outcome outcome = _bench.Try("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' }");

        Assert.Equal("WriteOutcomeUnknown", outcome.ErrorId);
        Assert.Equal(before + 1, _bench.Simulator.CountRows("incident"));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_views_are_readable(int width)
    {
        const string Script = "Get-CECatalogItem 'Report an issue' | Out-Host; (Get-CECatalogItem 'Report an issue').Variables | Out-Host; Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } | Out-Host";
        string text = WideHost.Render(_bench, Script, width);

        Assert.Contains("record_producer", text, StringComparison.Ordinal);
        Assert.Contains("What is wrong?", text, StringComparison.Ordinal);
        Assert.Contains("incident", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }

    private static string Text(PSObject item, string name) => (string)item.Properties[name].Value;
}

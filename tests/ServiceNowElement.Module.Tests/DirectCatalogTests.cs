using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="CatalogTests"/> says, straight to the instance, and what only shows there.</summary>
public sealed class DirectCatalogTests() : CatalogTests(Way.Direct)
{
    [Fact]
    public void A_producer_by_name_and_an_order_for_somebody()
    {
        PSObject made = Assert.Single(Bench.Run("Submit-CECatalogItem 'Report an issue' @{ short_description = 'Door'; urgency = 2 }"));
        Assert.Equal("Door", Bench.Simulator.FindRow("incident", Text(made, "SysId"))!["short_description"]);
        Assert.Equal("Door", Assert.Single(Bench.Run("(Get-CERecord " + Text(made, "Number") + ").short_description")).ToString());

        string user = Bench.Simulator.SysIds("sys_user")[9];
        Bench.Runspace.SessionStateProxy.SetVariable("login", Bench.Simulator.FindRow("sys_user", user)!["user_name"]);
        PSObject order = Assert.Single(Bench.Run("@(Get-CECatalogItem -Category Software)[0] | Submit-CECatalogItem -Variable @{ justification = 'new' } -Quantity 2 -RequestedFor $login"));
        Assert.StartsWith("REQ", Text(order, "Number"), StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> line = Bench.Simulator.SysIds("sc_req_item").Select(id => Bench.Simulator.FindRow("sc_req_item", id)!).Single(row => row["request"] == Text(order, "SysId"));
        Assert.Equal(("2", user), (line["quantity"], line["requested_for"]));
    }

    [Fact]
    public void A_multi_row_set_is_a_list_of_hashtables()
    {
        PSObject order = Assert.Single(Bench.Run("$item = @(Get-CECatalogItem | Where-Object Type -eq catalog_item | ForEach-Object { Get-CECatalogItem $_.SysId } | Where-Object { $_.Variables.Name -contains 'accessories' })[0]; Submit-CECatalogItem $item @{ justification = 'new'; accessories = @{ part = 'Dock' }, @{ part = 'Bag'; count = 3 } }"));

        string line = Bench.Simulator.SysIds("sc_req_item").Single(id => Bench.Simulator.FindRow("sc_req_item", id)!["request"] == Text(order, "SysId"));
        Assert.Equal(["1", "3", "Bag", "Dock"], Bench.Simulator.SysIds("sc_multi_row_question_answer").Select(id => Bench.Simulator.FindRow("sc_multi_row_question_answer", id)!).Where(row => row["parent_id"] == line).Select(row => row["value"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Refused_before_anything_is_sent()
    {
        Assert.Equal("VariablesMissing", Bench.Try("Submit-CECatalogItem 'Report an issue'").ErrorId);
        Assert.Equal("UnknownVariable", Bench.Try("Submit-CECatalogItem 'Report an issue' @{ short = 'x' }").ErrorId);
        Assert.Equal("ReferenceNotFound", Bench.Try("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } -RequestedFor nobody.at.all").ErrorId);
        Assert.Equal("RecordNotFound", Bench.Try("Submit-CECatalogItem 'No such item'").ErrorId);
        Assert.DoesNotContain(Bench.Simulator.Log, entry => entry.Method == "POST");
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Bench.Run("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } -WhatIf");

        Assert.Empty(Bench.Simulator.Log);
    }

    [Fact]
    public void A_lost_answer_is_no_second_order()
    {
        int before = Bench.Simulator.CountRows("incident");
        Bench.Simulator.ArmFault(new SimulatorFault { Name = "order-retry", Method = "POST" });

        Outcome outcome = Bench.Try("Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' }");

        Assert.Equal("WriteOutcomeUnknown", outcome.ErrorId);
        Assert.Equal(before + 1, Bench.Simulator.CountRows("incident"));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_views_are_readable(int width)
    {
        const string Script = "Get-CECatalogItem 'Report an issue' | Out-Host; (Get-CECatalogItem 'Report an issue').Variables | Out-Host; Submit-CECatalogItem 'Report an issue' @{ short_description = 'x' } | Out-Host";
        string text = WideHost.Render(Bench, Script, width);

        Assert.Contains("record_producer", text, StringComparison.Ordinal);
        Assert.Contains("What is wrong?", text, StringComparison.Ordinal);
        Assert.Contains("incident", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }
}

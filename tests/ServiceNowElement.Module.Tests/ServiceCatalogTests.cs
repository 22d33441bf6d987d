using System.Management.Automation;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="CatalogTests"/> says, through our service, and what the API has no route for.</summary>
public sealed class ServiceCatalogTests() : CatalogTests(Way.Service)
{
    [Fact]
    public void A_producer_is_submitted()
    {
        PSObject made = Assert.Single(Bench.Run("Submit-CECatalogItem 'Report an issue' @{ short_description = 'Door'; urgency = 2 }"));

        Assert.Equal("Door", Bench.Simulator.FindRow("incident", Text(made, "SysId"))!["short_description"]);
    }

    [Fact]
    public void An_order_is_refused_with_the_reason()
    {
        Outcome outcome = Bench.Try("@(Get-CECatalogItem -Category Software)[0] | Submit-CECatalogItem -Variable @{ justification = 'new' }");

        Assert.Equal("NotSupported", outcome.ErrorId);
        Assert.DoesNotContain(Bench.Simulator.Log, entry => entry.Method == "POST");
    }
}

using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Get-CECatalogItem and Submit-CECatalogItem.</summary>
public abstract class CatalogTests(Way way) : IAsyncLifetime
{
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    public async ValueTask InitializeAsync() => _bench = await Tests.Bench.StartAsync(60, way: way);

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

    private protected static string Text(PSObject item, string name) => (string)item.Properties[name].Value;
}

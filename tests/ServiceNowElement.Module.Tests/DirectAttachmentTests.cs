using System.Management.Automation;
using System.Text;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>What <see cref="AttachmentTests"/> says, straight to the instance, and what only shows there.</summary>
public sealed class DirectAttachmentTests() : AttachmentTests(Way.Direct)
{
    [Fact]
    public void WhatIf_sends_and_writes_nothing()
    {
        File.WriteAllText(Path.Combine(Folder, "a.txt"), "a");
        Bench.Run("$a = $r | Add-CEAttachment a.txt");
        Bench.Simulator.ClearLog();

        Bench.Run("$r | Add-CEAttachment a.txt -WhatIf; $a | Save-CEAttachment ./new/ -WhatIf; $a | Remove-CEAttachment -WhatIf");

        Assert.Empty(Bench.Simulator.Log);
        Assert.False(Directory.Exists(Path.Combine(Folder, "new")));
    }

    [Theory]
    [InlineData("unauthorized", "NotAuthenticated")]
    [InlineData("denied", "AclDenied")]
    [InlineData("r429-hour", "RateLimited")]
    [InlineData("failure", "InstanceFailure")]
    public void What_the_instance_refuses_is_named(string fault, string error)
    {
        Bench.Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "GET", Times = 0 });

        Assert.Equal(error, Bench.Try("$r | Get-CEAttachment").ErrorId);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_view_is_readable(int width)
    {
        File.WriteAllText(Path.Combine(Folder, "evidence.log"), "alpha");
        Bench.Run("$null = $r | Add-CEAttachment evidence.log");

        string text = WideHost.Render(Bench, "Get-CEAttachment $number | Out-Host", width, ("number", Bench.Run("$r.number").Single().ToString()));

        Assert.Contains("evidence.log", text, StringComparison.Ordinal);
        Assert.Contains("admin", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }
}

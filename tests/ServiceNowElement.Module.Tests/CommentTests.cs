using System.Management.Automation;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Module.Tests;

/// <summary>Add-CEComment and Get-CEComment.</summary>
public abstract class CommentTests(Way way) : IAsyncLifetime
{
    private Bench _bench = null!;

    private protected Bench Bench => _bench;

    public async ValueTask InitializeAsync() => _bench = await Tests.Bench.StartAsync(120, way: way);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void By_number_by_record_and_by_pipeline()
    {
        _bench.Run("$r = Get-CERecord incident -First 1; Add-CEComment $r.number 'one' -WorkNote; Add-CEComment $r 'two'; $r | Add-CEComment 'three' -WorkNote; Add-CEComment -Object incident $r.sys_id 'four'");

        Assert.Equal(["four", "one", "three", "two"], Texts("Get-CEComment $r.number").Order());
        Assert.Equal(["one", "three"], Texts("$r | Get-CEComment -WorkNote").Order());
        Assert.Equal(["four", "two"], Texts("$r.number | Get-CEComment -Comment").Order());
    }

    [Fact]
    public void Each_of_many_gets_one_and_a_bad_one_stops_none()
    {
        Outcome outcome = _bench.Try("$all = Get-CERecord incident -First 60; $all[0..29] + [pscustomobject]@{ sys_id = ('0' * 32); sys_class_name = 'incident' } + $all[30..59] | Add-CEComment 'handed over' -WorkNote -PassThru");

        Assert.Equal("RecordNotFound", outcome.ErrorId);
        Assert.Equal(60, outcome.Output.Count);
        Assert.Equal(60, _bench.Simulator.CountRows("sys_journal_field"));
        Assert.Equal(60, _bench.Simulator.SysIds("sys_journal_field").Select(id => _bench.Simulator.FindRow("sys_journal_field", id)!["element_id"]).Distinct().Count());
    }

    [Fact]
    public void PassThru_of_a_number_is_the_record()
    {
        PSObject record = Assert.Single(_bench.Run("Add-CEComment INC0010001 'x' -PassThru"));

        Assert.Equal("INC0010001", record.Properties["number"].Value);
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        _bench.Run("Add-CEComment INC0010001 'x' -WhatIf; 'INC0010002' | Add-CEComment 'x' -WhatIf");

        Assert.Empty(_bench.Simulator.Log);
    }

    [Fact]
    public void What_is_no_record_is_named()
    {
        Assert.Equal("ObjectNotGiven", _bench.Try("Get-CEComment whatever").ErrorId);
        Assert.Equal("NotARecord", _bench.Try("[pscustomobject]@{ a = 1 } | Get-CEComment").ErrorId);
        Assert.Equal("RecordNotFound", _bench.Try("Get-CEComment INC7777777").ErrorId);
        Assert.Equal("NothingToWrite", _bench.Try("Add-CEComment INC0010001 ' '").ErrorId);
        Assert.Empty(_bench.Run("Get-CERecord INC0010003 | Get-CEComment"));
    }

    private List<string> Texts(string script) => [.. _bench.Run(script).Select(item => (string)item.Properties["Text"].Value)];
}

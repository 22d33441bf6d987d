using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §7.1: a success status with a broken body.</summary>
public sealed class BrokenSuccessTests : EdgeCaseTests
{
    [Fact]
    public Task EC01_trunc_splice() => RejectedAndAskedAgainAsync("trunc-splice");

    [Fact]
    public Task EC02_trunc_dangling() => RejectedAndAskedAgainAsync("trunc-dangling");

    [Fact]
    public Task EC03_trunc_valid_string() => RejectedAndAskedAgainAsync("trunc-valid-string");

    [Fact]
    public Task EC04_result_string() => RejectedAndAskedAgainAsync("result-string");

    [Fact]
    public Task EC05_trunc_clean() => RejectedAndAskedAgainAsync("trunc-clean");

    [Fact]
    public async Task EC06_hibernate()
    {
        Arm("hibernate", skip: 0, times: 0);

        ElementException failure = await FailAsync(All());

        Assert.Equal("InstanceUnavailable", failure.Reason);
        Assert.Contains("hibernating", failure.Message, StringComparison.Ordinal);
        Assert.Single(Log);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    public async Task EC07_login_html(int status)
    {
        Arm("login-html", skip: 0, times: 0, after: status);

        ElementException failure = await FailAsync(All());

        Assert.Equal("LoginPageReturned", failure.Reason);
        Assert.Single(Log);
    }

    [Fact]
    public async Task EC08_empty_200()
    {
        Arm("empty-200");
        await ReadWholeAsync("empty-200");

        Simulator.ClearFaults();
        Arm("empty-200", skip: 0, times: 0);
        Assert.Equal("ResponseDamaged", (await FailAsync(All())).Reason);
    }

    [Fact]
    public async Task EC09_accepted_202()
    {
        Arm("accepted-202");
        await ReadWholeAsync("accepted-202");

        Arm("accepted-202", "POST", skip: 0, times: 1);
        int before = Simulator.CountRows("incident");
        await Element.CreateAsync("incident", Fields(("short_description", "once")), Bench.Call);
        Assert.Equal(before + 1, Simulator.CountRows("incident"));
    }

    [Fact]
    public async Task EC10_wrong_type()
    {
        Arm("wrong-type", skip: 0, times: 0);

        ElementException failure = await FailAsync(All());

        Assert.Equal("ResponseDamaged", failure.Reason);
        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EC11_bom()
    {
        Arm("bom");
        await ReadWholeAsync("bom");
        Assert.DoesNotContain(Bench.Verboses, text => text.Contains("rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC12_bad_utf8()
    {
        Arm("bad-utf8", skip: 0, times: 1);

        List<Record> rows = await ReadWholeAsync("bad-utf8");

        Record damaged = Assert.Single(rows, row => row["short_description"].Value!.Contains('\uFFFD', StringComparison.Ordinal));
        Assert.Contains(Bench.Warnings, text => text.Contains("short_description of " + damaged.SysId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x0B)]
    [InlineData(0x00)]
    public async Task EC13_control_chars(int character)
    {
        Arm("control-chars", skip: 0, times: 1, after: character);

        List<Record> rows = await ReadWholeAsync("control-chars");

        Record damaged = Assert.Single(rows, row => row["short_description"].Value!.StartsWith('\uFFFD'));
        Assert.DoesNotContain(rows, row => row["short_description"].Value!.Contains((char)character, StringComparison.Ordinal));
        Assert.Contains(Bench.Warnings, text => text.Contains("short_description of " + damaged.SysId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bad-utf8", null)]
    [InlineData("control-chars", 0x0B)]
    [InlineData("control-chars", 0x00)]
    [InlineData("lone-surrogate", null)]
    public async Task EC12_EC13_EC14_may_fail_instead_and_name_the_row(string fault, int? character)
    {
        Arm(fault, skip: 0, times: 0, after: character);

        ElementException failure = await FailAsync(new RecordQuery { Object = "incident", Fields = ["short_description"], InvalidText = InvalidText.Fail });

        Assert.Equal("InvalidText", failure.Reason);
        Assert.Equal(Simulator.SysIds("incident")[0], failure.Key);
        Assert.Contains("short_description of incident/" + failure.Key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EC14_lone_surrogate()
    {
        Arm("lone-surrogate", skip: 0, times: 1);

        List<Record> rows = await ReadWholeAsync("lone-surrogate");

        Record damaged = Assert.Single(rows, row => row["short_description"].Value!.StartsWith('\uFFFD'));
        Assert.NotEmpty(System.Text.Encoding.UTF8.GetBytes(damaged["short_description"].Value!));
        Assert.Contains(Bench.Warnings, text => text.Contains(damaged.SysId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EC15_dup_keys()
    {
        Simulator.ArmFault(new SimulatorFault { Name = "dup-keys", Table = "incident", Times = 1 });

        List<Record> rows = await ReadWholeAsync("dup-keys");

        Record first = rows[0];
        Assert.Equal(Simulator.FindRow("incident", first.SysId)!["state"], first["state"].Value);
        Assert.Contains(Bench.Warnings, text => text.Contains("twice", StringComparison.Ordinal) && text.Contains("state", StringComparison.Ordinal));
    }

    [Fact]
    public Task EC16_trailing() => RejectedAndAskedAgainAsync("trailing");

    [Fact]
    public async Task EC17_null_values()
    {
        Arm("null-values", skip: 0, times: 1);
        Assert.Contains(await ReadWholeAsync("null-values"), row => row["assigned_to"] == new FieldValue(string.Empty, string.Empty));

        Arm("null-values", skip: 0, times: 1);
        Assert.Contains(await ReadAsync(All(ValueMode.Raw, "assigned_to")), row => row["assigned_to"].Value!.Length == 0);
    }

    [Fact]
    public async Task EC18_extra_members()
    {
        Arm("extra-members", skip: 0, times: 0);
        await ReadWholeAsync("extra-members");
        Assert.Empty(Bench.Warnings);
    }

    [Fact]
    public async Task EC19_huge_field()
    {
        Arm("huge-field", skip: 0, times: 1, after: 25);

        List<Record> rows = await ReadWholeAsync("huge-field");

        Assert.Contains(rows, row => row["description"].Value!.Length > 25 * 1024 * 1024);
    }

    [Fact]
    public async Task EC20_wide_row()
    {
        Arm("wide-row", skip: 0, times: 0);

        AssertWhole(await ReadAsync(All(ValueMode.Raw, "*")));

        // 305 wide columns make pages of more than 5 MB: later ones are asked for with fewer rows.
        long largest = Log.Where(entry => entry.Rows > 500).Max(entry => entry.Bytes);
        Assert.True(largest > 5 * 1024 * 1024);
        Assert.True(Log[^1].Bytes < largest);
    }

    private async Task RejectedAndAskedAgainAsync(string fault)
    {
        Arm(fault);

        await ReadWholeAsync(fault);

        // Asked again from the same place, with fewer rows.
        foreach (RequestLogEntry rejected in Log.Where(entry => entry.Fault == fault && entry.Rows > 10))
        {
            Assert.Contains(Log, entry => entry.Number > rejected.Number && entry.Fault == null && entry.Query == rejected.Query && Limit(entry) < Limit(rejected));
        }
    }

    private static int Limit(RequestLogEntry entry) => int.Parse(System.Web.HttpUtility.ParseQueryString(entry.Parameters)["sysparm_limit"]!, System.Globalization.CultureInfo.InvariantCulture);
}

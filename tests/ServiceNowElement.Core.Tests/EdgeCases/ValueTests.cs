using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Contract servicenow-rest §7.5: values.</summary>
public sealed class ValueTests : EdgeCaseTests
{
    [Fact]
    public async Task EC61_ref_shapes()
    {
        List<Record> labelled = await ReadAsync(All(ValueMode.Value, "assigned_to"));
        List<Record> raw = await ReadAsync(All(ValueMode.Raw, "assigned_to"));

        var values = raw.ToDictionary(row => row.SysId, row => row["assigned_to"].Value, StringComparer.Ordinal);
        Assert.All(labelled, row => Assert.Equal(values[row.SysId], row["assigned_to"].Value));
        Assert.Contains(labelled, row => row["assigned_to"] is { Value.Length: 32, Display.Length: > 0 });
        Assert.Contains(labelled, row => row["assigned_to"] is { Value.Length: 0, Display.Length: 0 });
    }

    [Fact]
    public async Task EC62_ref_by_name()
    {
        ObjectSchema schema = await Element.GetSchemaAsync("incident", Bench.Call);

        Assert.Equal(FieldKind.Integer, schema.Find("state")!.Kind);
        Assert.Equal("sys_user", schema.Find("assigned_to")!.Reference);
    }

    [Fact]
    public async Task EC63_field_acl()
    {
        Simulator.Knobs.HiddenFields.Add("category");

        List<Record> rows = await ReadAsync(All(ValueMode.Value, "number", "category"));

        Assert.All(rows, row => Assert.True(row["category"].IsAbsent));
        Assert.Contains(Bench.Warnings, text => text.Contains("category", StringComparison.Ordinal) && text.Contains("may not read", StringComparison.Ordinal));
    }

    [Fact]
    public Task EC64_tz() => OnlyActualTimesCountAsync("America/New_York", "yyyy-MM-dd", "HH:mm:ss");

    [Fact]
    public Task EC65_date_format() => OnlyActualTimesCountAsync("GMT", "dd.MM.yyyy", "hh:mm:ss tt");

    [Fact]
    public async Task EC67_journal()
    {
        string id = Simulator.SysIds("incident")[20];

        WriteResult changed = await Element.UpdateAsync("incident", id, Fields(("work_notes", "note")), Bench.Call);

        Assert.Empty(changed.IgnoredFields);
        Assert.Empty(Bench.Warnings);
    }

    [Fact]
    public async Task EC68_caret()
    {
        Assert.Equal("UnsafeValue", (await FailAsync(new RecordQuery { Object = "incident", Filter = new FilterTerm("short_description", FilterOperator.Equal, ["a^b"]) })).Reason);
        Assert.Empty(Log);
    }

    [Fact]
    public async Task EC69_comma_in()
    {
        WriteResult created = await Element.CreateAsync("incident", Fields(("short_description", "a,b")), Bench.Call);

        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", Filter = new FilterTerm("short_description", FilterOperator.In, ["a,b", "nothing has this"]) });

        Assert.Equal(created.Record.SysId, Assert.Single(rows).SysId);
    }

    [Fact]
    public async Task EC70_caps()
    {
        Assert.Equal("UnknownField", (await FailAsync(new RecordQuery { Object = "incident", EncodedQuery = "State=2" })).Reason);
        Assert.Empty(Log);
    }

    [Fact]
    public async Task EC71_choice_unknown()
    {
        WriteResult created = await Element.CreateAsync("incident", Fields(("short_description", "odd"), ("category", "no such category")), Bench.Call);

        Record read = await Element.GetAsync("incident", created.Record.SysId, null, ValueMode.Value, Bench.Call);
        Assert.Equal("no such category", read["category"].Value);
    }

    [Fact]
    public async Task EC72_dotwalk_null()
    {
        List<Record> rows = await ReadAsync(All(ValueMode.Value, "assigned_to", "assigned_to.name"));

        AssertWhole(rows);
        Assert.All(rows.Where(row => row["assigned_to"].Value!.Length == 0), row => Assert.Equal(string.Empty, row["assigned_to.name"].ToString()));
        Assert.Contains(rows, row => row["assigned_to.name"].ToString().Length > 0);
    }

    [Fact]
    public async Task EC73_empty_vs_null_query()
    {
        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "assigned_to!=681ccaf9c0a8016400b98a06818d57c7" });

        // "Not equal" includes rows without a value.
        AssertWhole(rows);
    }

    [Theory]
    [InlineData("a&b+c%d#e=f?g")]
    [InlineData("emoji 😀 ünïcode \u4e2d")]
    [InlineData("line\nbreak")]
    [InlineData("\"quoted\" \\ back")]
    public async Task EC74_encoded_chars(string text)
    {
        WriteResult created = await Element.CreateAsync("incident", Fields(("short_description", text)), Bench.Call);

        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", Filter = new FilterTerm("short_description", FilterOperator.Equal, [text]) });

        Record row = Assert.Single(rows);
        Assert.Equal((created.Record.SysId, text), (row.SysId, row["short_description"].Value));
    }

    [Fact]
    public async Task EC66_bad_date()
    {
        // A date nobody can read on a write is refused here, because the instance would drop it without a word.
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", Fields(("due_date", "2026-02-30 00:00:00")), Bench.Call));

        Assert.Equal("InvalidValue", failure.Reason);
        Assert.Empty(Log);
    }

    private async Task OnlyActualTimesCountAsync(string zone, string date, string time)
    {
        Simulator.Knobs.TimeZone = zone;
        Simulator.Knobs.DateFormat = date;
        Simulator.Knobs.TimeFormat = time;

        // The hour that a summer's end shows twice in New York is two instants.
        string[] instants = ["2026-11-01 05:30:00", "2026-11-01 06:30:00"];
        foreach (string instant in instants)
        {
            await Element.CreateAsync("incident", Fields(("short_description", "hour"), ("due_date", instant)), Bench.Call);
        }

        List<Record> rows = await ReadAsync(new RecordQuery { Object = "incident", Fields = ["due_date", "opened_at"], Filter = new FilterTerm("short_description", FilterOperator.Equal, ["hour"]), OrderBy = [new SortTerm("due_date", false)] });

        Assert.Equal(instants, rows.Select(row => row["due_date"].Value));
        Assert.All(rows, row => Assert.NotEqual(row["due_date"].Value, row["due_date"].Display));
        if (zone != "GMT")
        {
            Assert.Single(rows.Select(row => row["due_date"].Display).Distinct());
        }

        Assert.All(rows, row => Assert.Equal(Simulator.FindRow("incident", row.SysId)!["opened_at"], row["opened_at"].Value));
        Assert.Empty(Bench.Warnings);
    }
}

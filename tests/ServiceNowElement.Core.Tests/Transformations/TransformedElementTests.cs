using ServiceNowElement.Core.Tests.ServiceNow;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Transformations;
using static ServiceNowElement.Core.Tests.Transformations.Tree;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.Transformations;

/// <summary>A defined object over the simulator: reads, writes, queries and schema (contract cloud-elements-api §13.5).</summary>
public sealed class TransformedElementTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private TransformedElement _element = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(60);
        _element = new TransformedElement(_bench.Element, Set([
            Map("id", "sys_id"), Map("title", "short_description"), Map("caller", "caller_id.user_name"), Map("impactNumber", "impact", "number"),
            Map("opened", "opened_at", rules: new TransformationRule("transformDate", Pattern: "dd.MM.yyyy")), Map("ghost", "u_nosuch"), Map("first", "items[0].x")]));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_record_of_a_list_has_the_new_names()
    {
        (List<Record> records, ReadSummary summary) = await ReadAsync(new RecordQuery { Object = "myTickets" });

        Assert.Equal(60, summary.Rows);
        Assert.All(records, record =>
        {
            Assert.NotEmpty(record.SysId);
            Assert.Equal(record["id"].Value, record.SysId);
            Assert.Equal(-1, record.Layout.IndexOf("sys_id"));
            Assert.Equal(-1, record.Layout.IndexOf("short_description"));
            Assert.False(record["title"].IsAbsent);
            Assert.False(record["caller"].IsAbsent);
            Assert.False(record["number"].IsAbsent);
            Assert.Equal(-1, record.Layout.IndexOf("ghost"));
            Assert.Matches(@"^\d\d\.\d\d\.\d{4}$", record["opened"].Value!);
        });
        RecordLayout layout = records[0].Layout;
        Assert.True(layout.IsTransformed);
        Assert.Equal("id", layout.IdColumn);
        Assert.Equal("myTickets", layout.Object);
        FieldSchema impact = layout.Columns[layout.IndexOf("impactNumber")].Field!;
        Assert.Equal((FieldKind.Decimal, false), (impact.Kind, impact.HasLabel));
        Assert.Contains(_bench.Verboses, line => line.Contains("u_nosuch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filter_order_and_fields_take_the_new_names_and_the_vendors()
    {
        (List<Record> all, _) = await ReadAsync(new RecordQuery { Object = "myTickets" });
        string title = all[0]["title"].Value!;

        (List<Record> found, _) = await ReadAsync(new RecordQuery
        {
            Object = "MYTICKETS",
            Filter = CeqlReader.ReadFilter($"title = '{title.Replace("'", "''", StringComparison.Ordinal)}' and number is not null"),
            OrderBy = [new SortTerm("id", Descending: true)],
            Fields = ["title", "number"],
        });

        Assert.NotEmpty(found);
        Assert.All(found, record => Assert.Equal(title, record["title"].Value));
        Assert.Equal(found.Select(record => record.SysId).OrderByDescending(id => id, StringComparer.Ordinal), found.Select(record => record.SysId));
        Assert.Equal(["id", "number", "title"], found[0].Layout.Columns.Select(column => column.Name).Order());
    }

    [Fact]
    public async Task A_field_that_the_object_does_not_have_is_refused()
    {
        _element.Transformations = Set([Map("id", "sys_id"), Map("title", "short_description")], new TransformationRule("passThrough", false, false));

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "myTickets", Fields = ["titel"] }));
        Assert.Equal("UnknownField", failure.Reason);
        Assert.Contains("title", failure.Message, StringComparison.Ordinal);
        Assert.Equal("UnknownField", (await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "myTickets", Filter = CeqlReader.ReadFilter("nosuch = 1") }))).Reason);
    }

    [Fact]
    public async Task A_walk_goes_on_after_a_mapped_reference()
    {
        _element.Transformations = Set([Map("caller", "caller_id")], new TransformationRule("passThrough", false, false));

        (List<Record> records, _) = await ReadAsync(new RecordQuery { Object = "myTickets", Fields = ["caller.user_name"], Filter = CeqlReader.ReadFilter("caller.user_name is not null") });

        Assert.Equal(["caller.user_name"], records[0].Layout.Columns.Select(column => column.Name));
        Assert.False(records[0]["caller.user_name"].IsAbsent);
    }

    [Fact]
    public async Task Without_pass_through_records_still_know_their_identifier()
    {
        _element.Transformations = Set([Map("title", "short_description")], new TransformationRule("passThrough", false, false));

        (List<Record> records, _) = await ReadAsync(new RecordQuery { Object = "myTickets", First = 3 });

        Assert.Equal(["title"], records[0].Layout.Columns.Select(column => column.Name));
        Assert.Null(records[0].Layout.IdColumn);
        Assert.All(records, record => Assert.NotEmpty(record.SysId));
    }

    [Fact]
    public async Task Writes_are_translated_both_ways()
    {
        WriteResult made = await _element.CreateAsync("myTickets", new Dictionary<string, object?> { ["title"] = "printer", ["urgency"] = 2, ["opened"] = "31.03.2026" }, _bench.Call);
        Assert.Equal("printer", made.Record["title"].Value);
        Assert.Equal("2", made.Record["urgency"].Value);
        Assert.Empty(made.IgnoredFields);

        WriteResult changed = await _element.UpdateAsync("myTickets", made.Record.SysId, new Dictionary<string, object?> { ["title"] = "scanner" }, _bench.Call);
        Assert.Equal("scanner", changed.Record["title"].Value);
        Record raw = await _bench.Element.GetAsync("incident", made.Record.SysId, null, ValueMode.Value, _bench.Call);
        Assert.Equal("scanner", raw["short_description"].Value);
        Assert.StartsWith("2026-03-31", raw["opened_at"].Value, StringComparison.Ordinal);

        var outcomes = new WriteOutcome?[2];
        await _element.WriteAsync(
            [RecordWrite.Update("myTickets", made.Record.SysId, new Dictionary<string, object?> { ["title"] = "mouse" }), RecordWrite.Update("incident", made.Record.SysId, new Dictionary<string, object?> { ["urgency"] = "3" })],
            (index, outcome) => outcomes[index] = outcome,
            _bench.Call);
        Assert.Equal("mouse", outcomes[0]!.Result!.Record["title"].Value);
        Assert.Equal("3", outcomes[1]!.Result!.Record["urgency"].Value);

        await _element.DeleteAsync("myTickets", made.Record.SysId, _bench.Call);
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => _element.GetAsync("myTickets", made.Record.SysId, null, ValueMode.Raw, _bench.Call))).Reason);
    }

    [Fact]
    public async Task What_is_not_written_is_said()
    {
        _element.Transformations = Set([Map("title", "short_description")], new TransformationRule("passThrough", false, false));

        WriteResult made = await _element.CreateAsync("myTickets", new Dictionary<string, object?> { ["title"] = "x", ["urgency"] = 1 }, _bench.Call);

        Assert.Contains(_bench.Warnings, text => text.Contains("urgency", StringComparison.Ordinal));
        Assert.NotEqual("1", (await _bench.Element.GetAsync("incident", made.Record.SysId, ["urgency"], ValueMode.Raw, _bench.Call))["urgency"].Value);
    }

    [Fact]
    public async Task One_record_is_found_by_key_with_all_fields()
    {
        (List<Record> all, _) = await ReadAsync(new RecordQuery { Object = "myTickets", First = 1 });

        Record one = await _element.GetAsync("myTickets", all[0]["number"].Value!, null, ValueMode.Value, _bench.Call);

        Assert.Equal(all[0].SysId, one["id"].Value);
        Assert.False(one["caller"].IsAbsent);
        Assert.False(one["sys_created_by"].IsAbsent);
    }

    [Fact]
    public async Task Counts_group_by_the_new_names()
    {
        IReadOnlyList<AggregateRow> rows = await _element.AggregateAsync(new AggregateQuery { Object = "myTickets", GroupBy = ["impactNumber"], Maximum = ["impactNumber"] }, _bench.Call);

        Assert.Equal(60, rows.Sum(row => row.Count));
        Assert.All(rows, row => Assert.Equal("impactNumber", Assert.Single(row.Groups).Field));
        Assert.All(rows, row => Assert.Equal("impactNumber", Assert.Single(row.Maximum).Key));
        Assert.All(rows, row => Assert.Equal("myTickets", row.Object));
    }

    [Fact]
    public async Task The_schema_shows_the_new_fields_and_those_that_pass()
    {
        ObjectSchema schema = await _element.GetSchemaAsync("myTickets", _bench.Call);

        Assert.Equal("myTickets", schema.Name);
        Assert.Contains("incident", schema.Ancestors);
        Assert.Equal(FieldKind.Decimal, schema.Find("impactNumber")!.Kind);
        Assert.NotNull(schema.Find("title"));
        Assert.NotNull(schema.Find("caller"));
        Assert.NotNull(schema.Find("priority"));
        Assert.Null(schema.Find("short_description"));
        Assert.Null(schema.Find("impact"));
        Assert.Null(schema.Find("ghost"));
        Assert.Equal("number", schema.DisplayField!.Name);
    }

    [Fact]
    public async Task Defined_objects_are_listed_among_the_others()
    {
        var names = new List<ObjectSummary>();
        await _element.ListObjectsAsync(
            page =>
            {
                names.AddRange(page);
                return Task.CompletedTask;
            },
            _bench.Call);

        Assert.Equal("incident", Assert.Single(names, found => found.Name == "myTickets").Parent);
        Assert.Contains(names, found => found.Name == "incident");
        Assert.Equal(names.OrderBy(found => found.Name, StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task A_translation_shows_what_is_sent_and_what_comes()
    {
        QueryTranslation shown = await _element.TranslateAsync(new RecordQuery { Object = "myTickets", Filter = CeqlReader.ReadFilter("title = 'x'") }, _bench.Call);
        (List<Record> records, _) = await ReadAsync(new RecordQuery { Object = "myTickets", First = 1 });

        Assert.Equal("short_description=x", shown.EncodedQuery);
        Assert.Equal(records[0].Layout.Columns.Select(column => column.Name), shown.Columns);
    }

    [Fact]
    public async Task Other_objects_pass_untouched_and_a_canonical_name_is_transformed_in_place()
    {
        _element.Transformations = new TransformationSet([new Transformation { ObjectName = "incidents", VendorName = "incidents", Fields = [Map("idTransformed", "sys_id")] }], []);

        (List<Record> named, _) = await ReadAsync(new RecordQuery { Object = "incidents" });
        (List<Record> raw, _) = await ReadAsync(new RecordQuery { Object = "incident" });

        Assert.All(named, record => Assert.Equal(record.SysId, record["idTransformed"].Value));
        Assert.All(raw, record => Assert.Equal(record.SysId, record["sys_id"].Value));
        Assert.Equal(60, named.Count);
        Assert.False(raw[0].Layout.IsTransformed);
    }

    private static TransformationSet Set(TransformationField[] fields, params TransformationRule[] rules) =>
        new([new Transformation { ObjectName = "myTickets", VendorName = "incident", Fields = fields, Rules = rules }], []);

    private async Task<(List<Record> Records, ReadSummary Summary)> ReadAsync(RecordQuery query)
    {
        var records = new List<Record>();
        ReadSummary summary = await _element.FindAsync(
            query,
            page =>
            {
                records.AddRange(page.Records);
                return Task.CompletedTask;
            },
            _bench.Call);
        return (records, summary);
    }
}

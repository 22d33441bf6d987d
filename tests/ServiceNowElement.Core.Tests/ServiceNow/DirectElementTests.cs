using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Simulator;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.ServiceNow;

/// <summary>The direct element against the simulator over real HTTP.</summary>
public sealed class DirectElementTests : IAsyncLifetime
{
    private Bench _bench = null!;

    private SimulatorHost Simulator => _bench.Simulator;

    private IElement Element => _bench.Element;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync(3000);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task All_rows_come_once_in_several_lanes()
    {
        (List<string> ids, ReadSummary summary) = await _bench.ReadIdsAsync(new RecordQuery { Object = "incident", Mode = ValueMode.Raw });

        Assert.Equal(Simulator.SysIds("incident").Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Equal(3000, summary.Rows);
        Assert.Equal(0, summary.Hidden);
    }

    [Theory]
    [InlineData("trunc-splice")]
    [InlineData("trunc-dangling")]
    [InlineData("trunc-valid-string")]
    [InlineData("result-string")]
    [InlineData("trunc-clean")]
    [InlineData("reset-mid")]
    [InlineData("quota500")]
    [InlineData("accepted-202")]
    [InlineData("r429-none")]
    [InlineData("r429-seconds")]
    [InlineData("e502")]
    [InlineData("failure")]
    [InlineData("reset-before")]
    [InlineData("unordered")]
    [InlineData("ignored-term")]
    public async Task A_fault_in_the_middle_loses_and_doubles_nothing(string fault)
    {
        await Element.GetSchemaAsync("incident", CallContext.None);
        Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Skip = 1, Times = 2, After = fault == "r429-seconds" ? 1 : null });

        (List<string> ids, _) = await _bench.ReadIdsAsync(new RecordQuery { Object = "incident" });

        Assert.Equal(Simulator.SysIds("incident").Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Contains(Simulator.Log, entry => entry.Fault == fault);
    }

    [Theory]
    [InlineData("login-html", "LoginPageReturned")]
    [InlineData("hibernate", "InstanceUnavailable")]
    [InlineData("redirect", "RedirectRefused")]
    [InlineData("denied", "AclDenied")]
    public async Task A_fault_that_stays_is_named(string fault, string reason)
    {
        await Element.GetSchemaAsync("incident", CallContext.None);
        Simulator.ArmFault(new SimulatorFault { Name = fault, Table = "incident", Times = 0 });

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => _bench.ReadIdsAsync(new RecordQuery { Object = "incident" }));

        Assert.Equal(reason, failure.Reason);

        // A refusal may mean ranges only; so it is asked once more, by another way.
        Assert.Equal(fault == "denied" ? 2 : 1, Simulator.Log.Count(entry => entry.Fault == fault));
    }

    [Fact]
    public async Task A_long_pause_ends_the_call_instead_of_sleeping()
    {
        await Element.GetSchemaAsync("incident", CallContext.None);
        Simulator.ArmFault(new SimulatorFault { Name = "r429-seconds", Table = "incident", Times = 0, After = 3000 });

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => _bench.ReadIdsAsync(new RecordQuery { Object = "incident" }));

        Assert.Equal("RateLimited", failure.Reason);
        Assert.Equal(TimeSpan.FromSeconds(3000), failure.RetryAfter);
    }

    [Fact]
    public async Task Hidden_rows_are_reported_and_the_others_all_come()
    {
        Simulator.Knobs.HiddenShare = 0.3;

        (List<string> ids, ReadSummary summary) = await _bench.ReadIdsAsync(new RecordQuery { Object = "incident" });

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(3000 - ids.Count, summary.Hidden);
        Assert.InRange(ids.Count, 1800, 2400);
        Assert.Contains(_bench.Warnings, text => text.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_hidden_window_is_crossed()
    {
        IReadOnlyList<string> all = Simulator.SysIds("incident");
        Simulator.Knobs.HiddenFrom = all[100];
        Simulator.Knobs.HiddenBelow = all[2800];

        (List<string> ids, ReadSummary summary) = await _bench.ReadIdsAsync(new RecordQuery { Object = "incident" });

        Assert.Equal(all.Take(100).Concat(all.Skip(2800)).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Equal(2700, summary.Hidden);
    }

    [Fact]
    public async Task A_filter_runs_on_the_server()
    {
        var filter = new FilterGroup(false, [new FilterTerm("state", FilterOperator.Equal, ["In Progress"]), new FilterTerm("priority", FilterOperator.LessOrEqual, [3])]);

        var rows = new List<Record>();
        await Element.FindAsync(new RecordQuery { Object = "incidents", Filter = filter }, page => { rows.AddRange(page.Records); return Task.CompletedTask; }, _bench.Call);

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(new FieldValue("2", "In Progress"), row["state"]));
        Assert.All(Simulator.Log.Where(entry => entry.Table == "incident"), entry => Assert.Contains("state=2^priority<=3", entry.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_names_are_refused_before_rows_are_asked_for()
    {
        async Task<ElementException> FailAsync(RecordQuery query) => await Assert.ThrowsAsync<ElementException>(() => _bench.ReadIdsAsync(query));

        ElementException field = await FailAsync(new RecordQuery { Object = "incident", Filter = new FilterTerm("priorty", FilterOperator.Equal, [1]) });
        ElementException column = await FailAsync(new RecordQuery { Object = "incident", Fields = ["numbr"] });
        ElementException order = await FailAsync(new RecordQuery { Object = "incident", OrderBy = [new SortTerm("opened", false)] });
        ElementException encoded = await FailAsync(new RecordQuery { Object = "incident", EncodedQuery = "active=true^urgncy=1" });
        ElementException table = await FailAsync(new RecordQuery { Object = "incidnt" });

        Assert.Contains("priority", field.Message, StringComparison.Ordinal);
        Assert.Contains("number", column.Message, StringComparison.Ordinal);
        Assert.All([field, column, order, encoded], failure => Assert.Equal("UnknownField", failure.Reason));
        Assert.Equal("UnknownObject", table.Reason);
        Assert.Contains("incident", table.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Simulator.Log, entry => entry.Table == "incident");
    }

    [Fact]
    public async Task An_order_holds_over_pages()
    {
        var numbers = new List<string>();
        ReadSummary summary = await Element.FindAsync(
            new RecordQuery { Object = "incident", Fields = ["number"], OrderBy = [new SortTerm("number", true)] },
            page => { numbers.AddRange(page.Records.Select(row => row["number"].Value!)); return Task.CompletedTask; },
            _bench.Call);

        Assert.Equal(3000, numbers.Count);
        Assert.Equal(numbers.OrderDescending(StringComparer.Ordinal), numbers);
        Assert.Equal(3000, summary.Total);
    }

    [Fact]
    public async Task Records_are_created_changed_read_and_deleted()
    {
        WriteResult created = await Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_description"] = "Test ünïcode 😀", ["urgency"] = "High", ["impact"] = 1 }, _bench.Call);
        string number = created.Record["number"].Value!;
        Assert.StartsWith("INC", number, StringComparison.Ordinal);
        Assert.Equal(new FieldValue("1", "Critical"), created.Record["priority"]);

        WriteResult changed = await Element.UpdateAsync("incident", created.Record.SysId, new Dictionary<string, object?> { ["assignment_group"] = "DB Ops", ["work_notes"] = "looking" }, _bench.Call);
        Assert.Equal("DB Ops", changed.Record["assignment_group"].Display);
        Assert.Empty(changed.IgnoredFields);

        Record read = await Element.GetAsync("incident", number, null, ValueMode.Value, _bench.Call);
        Assert.Equal("Test ünïcode 😀", read["short_description"].Value);

        await Element.DeleteAsync("incident", created.Record.SysId, _bench.Call);
        ElementException gone = await Assert.ThrowsAsync<ElementException>(() => Element.GetAsync("incident", number, null, ValueMode.Value, _bench.Call));
        Assert.Equal("RecordNotFound", gone.Reason);
    }

    [Theory]
    [InlineData("reset-before")]
    [InlineData("reset-before-executed")]
    [InlineData("quota500-committed")]
    [InlineData("e502")]
    [InlineData("accepted-202")]
    [InlineData("r429-none")]
    public async Task A_lost_answer_never_makes_two_records(string fault)
    {
        await Element.GetSchemaAsync("incident", CallContext.None);
        int before = Simulator.CountRows("incident");
        Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "POST", Table = "incident" });

        WriteResult created = await Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_description"] = "once" }, _bench.Call);

        Assert.Equal(before + 1, Simulator.CountRows("incident"));
        Assert.NotNull(Simulator.FindRow("incident", created.Record.SysId));
    }

    [Fact]
    public async Task A_hardened_instance_gets_one_record_too()
    {
        Simulator.Knobs.AdminOnlySysFields = true;
        await Element.GetSchemaAsync("incident", CallContext.None);
        int before = Simulator.CountRows("incident");
        Simulator.ArmFault(new SimulatorFault { Name = "reset-before-executed", Method = "POST", Table = "incident" });

        WriteResult created = await Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_description"] = "once" }, _bench.Call);

        Assert.Equal(before + 1, Simulator.CountRows("incident"));
        Assert.NotNull(Simulator.FindRow("incident", created.Record.SysId));
    }

    [Fact]
    public async Task A_note_is_never_written_twice()
    {
        string id = Simulator.SysIds("incident")[10];
        Simulator.ArmFault(new SimulatorFault { Name = "reset-before-executed", Method = "PATCH", Table = "incident" });

        WriteResult changed = await Element.UpdateAsync("incident", id, new Dictionary<string, object?> { ["work_notes"] = "once" }, _bench.Call);

        Assert.True(changed.Verified);
        Assert.Equal(1, Simulator.CountRows("sys_journal_field"));
    }

    [Fact]
    public async Task A_note_that_was_lost_is_written()
    {
        string id = Simulator.SysIds("incident")[10];
        await Element.UpdateAsync("incident", id, new Dictionary<string, object?> { ["work_notes"] = "first" }, _bench.Call);
        Simulator.ArmFault(new SimulatorFault { Name = "reset-before", Method = "PATCH", Table = "incident" });

        await Element.UpdateAsync("incident", id, new Dictionary<string, object?> { ["work_notes"] = "second" }, _bench.Call);

        Assert.Equal(2, Simulator.CountRows("sys_journal_field"));
    }

    [Fact]
    public async Task A_note_whose_fate_nobody_can_tell_is_not_repeated()
    {
        string id = Simulator.SysIds("incident")[10];
        Simulator.Knobs.DeniedTables.Add("sys_journal_field");
        Simulator.ArmFault(new SimulatorFault { Name = "reset-before-executed", Method = "PATCH", Table = "incident" });

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.UpdateAsync("incident", id, new Dictionary<string, object?> { ["work_notes"] = "once" }, _bench.Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Equal(1, Simulator.CountRows("sys_journal_field"));
    }

    [Fact]
    public async Task Ignored_fields_are_reported()
    {
        WriteResult created = await Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_description"] = "x", ["priority"] = 1 }, _bench.Call);

        Assert.Equal(["priority"], created.IgnoredFields);
        Assert.Contains(_bench.Warnings, text => text.Contains("priority", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_come_from_the_server()
    {
        IReadOnlyList<AggregateRow> all = await Element.AggregateAsync(new AggregateQuery { Object = "incident" }, _bench.Call);
        IReadOnlyList<AggregateRow> groups = await Element.AggregateAsync(new AggregateQuery { Object = "incident", GroupBy = ["state"] }, _bench.Call);

        Assert.Equal(3000, Assert.Single(all).Count);
        Assert.Equal(3000, groups.Sum(row => row.Count));
        Assert.Contains(groups, row => row.Groups[0].Value == new FieldValue("2", "In Progress"));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once()
    {
        using IElement stranger = Bench.Open(Simulator, "admin", "wrong");

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => stranger.PingAsync(_bench.Call));

        Assert.Equal("NotAuthenticated", failure.Reason);
        Assert.Equal(1, Simulator.RefusedSignIns);
    }

    [Fact]
    public async Task Tokens_are_renewed_once_for_all_lanes()
    {
        using IElement oauth = Bench.OpenOAuth(Simulator);
        await oauth.PingAsync(_bench.Call);
        Simulator.RevokeTokens();
        Simulator.ClearLog();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => oauth.PingAsync(_bench.Call)));

        Assert.Single(Simulator.Log, entry => entry.Path == "/oauth_token.do");
    }

    [Fact]
    public async Task A_stop_ends_the_read()
    {
        using var stop = new CancellationTokenSource();
        Simulator.Knobs.RequestMilliseconds = 200;

        Task read = Element.FindAsync(new RecordQuery { Object = "incident" }, _ => { stop.Cancel(); return Task.CompletedTask; }, _bench.Call.With(stop.Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task Who_may_not_read_the_dictionary_still_reads_records()
    {
        Simulator.Knobs.DeniedTables.UnionWith(["sys_db_object", "sys_dictionary", "sys_choice", "sys_documentation"]);

        (List<string> ids, _) = await _bench.ReadIdsAsync(new RecordQuery { Object = "incident" });

        Assert.Equal(3000, ids.Distinct().Count());
    }
}

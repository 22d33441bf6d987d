using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Reads through a service: each row exactly once, whatever the service does with pages (contract cloud-elements-api §9, §10, §16.2).</summary>
public class CloudReadTests : CloudTests
{
    private static readonly string[] s_columns = ["number", "state", "assigned_to"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(2300)]
    public async Task All_rows_come_once_by_ranges(int count)
    {
        Far.Rows.Fill(count);

        (List<Record> rows, ReadSummary summary) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
        Assert.Equal(count, summary.Rows);
        Assert.Equal(count, summary.Total);
        Assert.DoesNotContain(Lists, call => call.Query["nextPage"] != null);
        Assert.Empty(Said.Warnings);
    }

    [Fact]
    public async Task Large_reads_run_in_several_lanes()
    {
        Far.Rows.Fill(3000);

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
        Assert.Contains(Lists, call => call.Query["where"]?.Contains("sys_id <", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Two_exchanges_look_as_the_contract_shows_them()
    {
        Far.Rows.Fill(201);

        await ReadAsync(new RecordQuery { Object = "incidents", Fields = s_columns, Filter = CeqlReader.ReadFilter("short_description like 'Row%' or number = 'O''Neil'") });

        FarCall first = Lists[0];
        Assert.Equal("hubs/helpdesk/incident", first.Path);
        Assert.Equal("short_description LIKE 'Row%' OR number = 'O''Neil'", first.Query["where"]);
        Assert.Equal("sys_id", first.Query["orderBy"]);
        Assert.Equal("200", first.Query["pageSize"]);
        Assert.Equal("true", first.Query["returnCount"]);
        Assert.Equal("all", first.Query["displayValue"]);
        Assert.Equal("number,state,assigned_to,sys_id", first.Query["fields"]);
        Assert.StartsWith("(short_description LIKE 'Row%' OR number = 'O''Neil') AND sys_id > '", Lists[1].Query["where"], StringComparison.Ordinal);
        Assert.DoesNotContain("'", first.RawQuery, StringComparison.Ordinal);
        Assert.Matches("^User [^,]+, Organization [^,]+, Element [^,]+$", first.Headers["Authorization"]!);
    }

    [Fact]
    public async Task Times_go_out_with_a_T()
    {
        Far.Rows.Fill(1);

        await ReadAsync(new RecordQuery { Object = "incident", Filter = CeqlReader.ReadFilter("opened_at >= '2024-03-05T10:20:30Z' and number != '2024-03-05 10:20:30'") });

        Assert.Equal("opened_at >= '2024-03-05T10:20:30' AND number != '2024-03-05 10:20:30'", Lists[0].Query["where"]);
    }

    [Fact]
    public async Task A_smaller_page_than_asked_for_is_kept_to()
    {
        Far.Rows.Fill(460);
        Far.Rows.LargestPage = 70;

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
        Assert.Contains(Said.Verboses, text => text.Contains("at most 70 records a page", StringComparison.Ordinal));
        Assert.Equal(1, Lists.Count(call => call.Query["pageSize"] == "200"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_service_without_a_cursor_is_read_by_its_marks(bool ignores, bool refuses)
    {
        Far.Rows.Fill(650);
        Far.Rows.IgnoresCursor = ignores;
        Far.Rows.RefusesCursor = refuses;

        (List<Record> rows, ReadSummary summary) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
        Assert.Equal(650, summary.Rows);
        Assert.Contains(Lists, call => call.Query["nextPage"] != null);
        Assert.Contains(Said.Verboses, text => text.Contains("reading page by page", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_is_followed_by_marks_to_an_empty_page()
    {
        Far.Rows.Fill(450);
        Far.Rows.TokenAfterEnd = true;

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, OrderBy = [new SortTerm("number", true)] });

        Assert.Equal(Far.Rows.Rows.Select(row => (string)row["number"]!).OrderDescending(), rows.Select(row => row["number"].Value));
        Assert.Equal("number desc", Lists.Last(call => call.Query["nextPage"] != null).Query["orderBy"]);
    }

    [Fact]
    public async Task A_mark_that_repeats_does_not_end_a_read_silently()
    {
        Far.Rows.Fill(650);
        Far.Rows.RepeatsToken = true;
        Far.Rows.IgnoresCursor = true;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns }));

        Assert.Equal("ReadIncomplete", failure.Reason);
    }

    [Fact]
    public async Task Without_marks_pages_are_asked_for_by_number()
    {
        Far.Rows.Fill(450);
        Far.Rows.SendsTokens = false;

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, OrderBy = [new SortTerm("number", false)] });

        AssertAll(rows);
    }

    [Fact]
    public async Task Without_a_total_an_empty_page_is_the_end()
    {
        Far.Rows.Fill(450);
        Far.Rows.SendsTotal = false;

        (List<Record> rows, ReadSummary summary) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
        Assert.Null(summary.Total);
    }

    [Theory]
    [InlineData(10L, 0L)]
    [InlineData(250L, 0L)]
    [InlineData(7L, 433L)]
    [InlineData(300L, 137L)]
    public async Task First_and_skip_name_a_place_in_the_order(long first, long skip)
    {
        Far.Rows.Fill(450);

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, OrderBy = [new SortTerm("number", false)], First = first, Skip = skip });

        Assert.Equal(Far.Rows.Rows.Select(row => (string)row["number"]!).Order().Skip((int)skip).Take((int)first), rows.Select(row => row["number"].Value));
    }

    [Fact]
    public async Task A_row_that_slips_between_pages_is_fetched()
    {
        Far.Rows.Fill(600);
        int pages = 0;
        Far.After = (call, answer) =>
        {
            if (call.Parts is ["incident"] && call.Query["orderBy"] == "number" && ++pages == 1)
            {
                // A row of the first page goes: the first one of the second moves into its place.
                Far.Rows.Rows.RemoveAll(row => (string)row["number"]! == "INC0000005");
            }

            return answer;
        };

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, OrderBy = [new SortTerm("number", false)] });

        Assert.Equal(600, rows.Select(row => row.SysId).Distinct().Count());
        Assert.Contains(rows, row => row["number"].Value == "INC0000201");
        Assert.Contains(Said.Warnings, text => text.Contains("changed their place", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renamed_sys_id_is_found_under_its_new_name()
    {
        Far.Rows.Fill(300);
        Far.Rows.KeyName = "id";

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incidents" });

        Assert.Equal("hubs/helpdesk/incidents", Lists[0].Path);
        AssertAll(rows);
    }

    [Fact]
    public async Task Values_have_labels_in_every_form_they_come_in()
    {
        Far.Rows.Fill(2);
        foreach (bool labels in new[] { true, false })
        {
            Far.Rows.KnowsLabels = labels;
            (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, OrderBy = [new SortTerm("number", false)] });

            Assert.Equal("2", rows[1]["state"].Value);
            Assert.Equal("In Progress", rows[1]["state"].Display);
            Assert.Equal("6816f79cc0a8016401c5a33be04be441", rows[1]["assigned_to"].Value);
            Assert.Equal(labels ? "Beth Anglin" : null, rows[1]["assigned_to"].Display);
        }
    }

    [Fact]
    public async Task Raw_values_are_not_asked_for_with_labels()
    {
        Far.Rows.Fill(1);

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns, Mode = ValueMode.Raw });

        Assert.Null(Lists[0].Query["displayValue"]);
        Assert.Equal(("1", null), (rows[0]["state"].Value, rows[0]["state"].Display));
        Assert.Equal("6816f79cc0a8016401c5a33be04be441", rows[0]["assigned_to"].Value);
    }

    [Fact]
    public async Task An_encoded_query_is_refused()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => ReadAsync(new RecordQuery { Object = "incident", EncodedQuery = "active=true" }));

        Assert.Equal("NotSupported", failure.Reason);
        Assert.Empty(Lists);
    }

    [Fact]
    public async Task A_record_is_read_by_number_and_by_sys_id()
    {
        Far.Rows.Fill(5);
        string id = (string)Far.Rows.Rows[3]["sys_id"]!;

        Record byNumber = await Element.GetAsync("incident", "INC0000004", null, ValueMode.Value, Call);
        Record byId = await Element.GetAsync("incident", id, s_columns, ValueMode.Value, Call);

        Assert.Equal(id, byNumber.SysId);
        Assert.Equal("INC0000004", byId["number"].Value);
    }

    [Fact]
    public async Task A_record_that_does_not_exist_is_not_found()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.GetAsync("incident", "INC0000004", null, ValueMode.Value, Call));

        Assert.Equal("RecordNotFound", failure.Reason);
    }

    [Fact]
    public async Task A_service_that_ignores_conditions_gives_no_other_record()
    {
        Far.Rows.Fill(5);
        Far.Rows.IgnoresConditions = true;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.GetAsync("incident", "INC0000004", null, ValueMode.Value, Call));

        Assert.Equal("QueryRefused", failure.Reason);
    }

    [Fact]
    public async Task A_broken_page_is_asked_for_again()
    {
        Far.Rows.Fill(450);
        int broken = 0;
        Far.After = (call, answer) => call.Parts is ["incident"] && Interlocked.Increment(ref broken) is 2 or 3
            ? new FarAnswer { Body = answer.Body[..(answer.Body.Length / 2)], Headers = answer.Headers } : answer;

        (List<Record> rows, _) = await ReadAsync(new RecordQuery { Object = "incident", Fields = s_columns });

        AssertAll(rows);
    }

    [Fact]
    public async Task A_count_is_one_request_and_groups_are_exact()
    {
        Far.Rows.Fill(450);

        AggregateRow count = Assert.Single(await Element.AggregateAsync(new AggregateQuery { Object = "incident", Filter = CeqlReader.ReadFilter("active = true") }, Call));
        Assert.Equal(225, count.Count);
        FarCall asked = Assert.Single(Lists);
        Assert.Equal(("1", "true"), (asked.Query["pageSize"], asked.Query["returnCount"]));

        IReadOnlyList<AggregateRow> groups = await Element.AggregateAsync(new AggregateQuery { Object = "incident", GroupBy = ["state"], Sum = ["amount"], Average = ["amount"], Minimum = ["number"], Maximum = ["amount"] }, Call);

        Assert.Equal(["New", "In Progress", "On Hold"], groups.Select(group => group.Groups[0].Value.Display));
        Assert.Equal([150L, 150L, 150L], groups.Select(group => group.Count));
        Assert.Equal("3352.5", groups[0].Sum["amount"]);
        Assert.Equal("22.35", groups[0].Average["amount"]);
        Assert.Equal("INC0000001", groups[0].Minimum["number"]);
        Assert.Equal("44.7", groups[0].Maximum["amount"]);
        Assert.Equal("state,amount,number,sys_id", Lists[^1].Query["fields"]);
    }

    private void AssertAll(List<Record> rows) =>
        Assert.Equal(Far.Rows.Rows.Select(row => (string)row["sys_id"]!).Order(StringComparer.Ordinal), rows.Select(row => row.SysId).Order(StringComparer.Ordinal));
}

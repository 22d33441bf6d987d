using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using Record = ServiceNowElement.Model.Record;

namespace ServiceNowElement.Core.Tests.CloudElements;

/// <summary>Writes through a service: once, whatever becomes of the answer (contract cloud-elements-api §16.2 rule 4).</summary>
public class CloudWriteTests : CloudTests
{
    private static Dictionary<string, object?> Values(string text) => new() { ["short_description"] = text, ["state"] = "In Progress" };

    [Fact]
    public async Task A_create_carries_its_own_sys_id_and_stored_values()
    {
        WriteResult made = await Element.CreateAsync("incident", Values("Printer"), Call);

        FarCall call = Assert.Single(Writes);
        Assert.Equal(("POST", "hubs/helpdesk/incident"), (call.Method, call.Path));
        Assert.Equal(made.Record.SysId, (string?)call.Json["sys_id"]);
        Assert.Equal("2", (string?)call.Json["state"]);
        Assert.Empty(made.IgnoredFields);
        Assert.False(made.Verified);
    }

    [Theory]
    [InlineData("cut after")]
    [InlineData("cut before")]
    [InlineData("502 after")]
    [InlineData("504 before")]
    public async Task A_lost_answer_to_a_create_makes_no_second_record(string fault)
    {
        int posts = 0;
        FarAnswer lost = fault.StartsWith("cut", StringComparison.Ordinal) ? FarAnswer.Cut : FarAnswer.Error(int.Parse(fault[..3], System.Globalization.CultureInfo.InvariantCulture), "Provider failed");
        if (fault.EndsWith("before", StringComparison.Ordinal))
        {
            Far.Before = call => call.Method == "POST" && ++posts == 1 ? lost : null;
        }
        else
        {
            Far.After = (call, answer) => call.Method == "POST" && ++posts == 1 ? lost : answer;
        }

        WriteResult made = await Element.CreateAsync("incident", Values("Printer"), Call);

        Assert.Equal(made.Record.SysId, (string?)Assert.Single(Far.Rows.Rows)["sys_id"]);
        Assert.Equal(fault.EndsWith("before", StringComparison.Ordinal) ? 2 : 1, Writes.Count);
        Assert.True(made.Verified);
    }

    [Fact]
    public async Task A_create_is_not_repeated_when_nobody_can_tell()
    {
        Far.Rows.Fill(5);
        Far.Rows.IgnoresConditions = true;
        Far.Before = call => call.Method == "POST" ? FarAnswer.Cut : null;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", Values("Printer"), Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Single(Writes);
    }

    [Fact]
    public async Task A_change_that_arrived_is_not_sent_again()
    {
        Far.Rows.Fill(1);
        string id = (string)Far.Rows.Rows[0]["sys_id"]!;
        Far.After = (call, answer) => call.Method == "PATCH" ? FarAnswer.Cut : answer;

        WriteResult changed = await Element.UpdateAsync("incident", id, Values("Printer"), Call);

        Assert.True(changed.Verified);
        Assert.Single(Writes);
        Assert.Equal("Printer", (string?)Far.Rows.Rows[0]["short_description"]);
    }

    [Fact]
    public async Task A_comment_within_a_change_is_there_once()
    {
        Far.Rows.Fill(1);
        string id = (string)Far.Rows.Rows[0]["sys_id"]!;
        Far.After = (call, answer) => call.Method == "PATCH" ? FarAnswer.Cut : answer;

        await Element.UpdateAsync("incident", id, new Dictionary<string, object?> { ["comments"] = "Looking at it" }, Call);

        Assert.Single(Far.Rows.Journals);
        Assert.Single(Writes);
    }

    [Fact]
    public async Task A_deletion_is_repeated_until_it_is_certain()
    {
        Far.Rows.Fill(2);
        int deletions = 0;
        Far.After = (call, answer) => call.Method == "DELETE" && ++deletions == 1 ? FarAnswer.Cut : answer;

        await Element.DeleteAsync("incident", (string)Far.Rows.Rows[0]["sys_id"]!, Call);

        Assert.Single(Far.Rows.Rows);
        Assert.Equal(2, Writes.Count);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_an_error()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.DeleteAsync("incident", new string('a', 32), Call));

        Assert.Equal("RecordNotFound", failure.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_comment_is_written_once(bool arrives)
    {
        Far.Rows.Fill(1);
        string id = (string)Far.Rows.Rows[0]["sys_id"]!;
        int posts = 0;
        Far.Before = call => !arrives && call.Method == "POST" && ++posts == 1 ? FarAnswer.Cut : null;
        Far.After = (call, answer) => arrives && call.Method == "POST" ? FarAnswer.Cut : answer;

        await Element.AddJournalAsync("incident", id, JournalKind.WorkNote, "Called back", Call);

        Assert.Equal("work_notes", Assert.Single(Far.Rows.Journals).Column);
        Assert.All(Writes, call => Assert.Equal($"hubs/helpdesk/incidents/{id}/work-notes", call.Path));
        Assert.Equal(arrives ? 1 : 2, Writes.Count);
    }

    [Fact]
    public async Task A_comment_is_not_repeated_when_its_list_is_closed()
    {
        Far.Rows.Fill(1);
        string id = (string)Far.Rows.Rows[0]["sys_id"]!;
        Far.Before = call => call.Parts is [_, _, "comments"] ? call.Method == "POST" ? FarAnswer.Cut : FarAnswer.Error(403, "Forbidden", "No access") : null;

        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.AddJournalAsync("incident", id, JournalKind.Comment, "Called back", Call));

        Assert.Equal("WriteOutcomeUnknown", failure.Reason);
        Assert.Single(Writes);
    }

    [Fact]
    public async Task Both_journals_come_as_one_list()
    {
        Far.Rows.Fill(1);
        string id = (string)Far.Rows.Rows[0]["sys_id"]!;
        await Element.AddJournalAsync("incident", id, JournalKind.Comment, "one", Call);
        await Element.AddJournalAsync("incident", id, JournalKind.WorkNote, "two", Call);
        var entries = new List<JournalEntry>();

        await Element.ListJournalAsync(
            "incident",
            id,
            null,
            page =>
            {
                entries.AddRange(page);
                return Task.CompletedTask;
            },
            Call);

        Assert.Equal([(JournalKind.Comment, "one"), (JournalKind.WorkNote, "two")], entries.OrderBy(entry => entry.Kind).Select(entry => (entry.Kind, entry.Text)));
        Assert.All(entries, entry => Assert.NotNull(entry.Created));
    }

    [Theory]
    [InlineData(IfExists.Return)]
    [InlineData(IfExists.Update)]
    [InlineData(IfExists.Error)]
    public async Task A_correlation_makes_one_record(IfExists ifExists)
    {
        WriteResult first = await Element.CreateOnceAsync("incident", Values("Alert"), "alert-7", IfExists.Return, Call);
        async Task<WriteResult> AgainAsync() => await Element.CreateOnceAsync("incident", Values("Alert again"), "alert-7", ifExists, Call);

        if (ifExists == IfExists.Error)
        {
            Assert.Equal("DuplicateKey", (await Assert.ThrowsAsync<ElementException>(AgainAsync)).Reason);
        }
        else
        {
            Assert.Equal(first.Record.SysId, (await AgainAsync()).Record.SysId);
        }

        Assert.Equal(ifExists == IfExists.Update ? "Alert again" : "Alert", (string?)Assert.Single(Far.Rows.Rows)["short_description"]);
    }

    [Fact]
    public async Task Two_that_create_once_at_the_same_moment_make_one_record()
    {
        int looks = 0;
        Far.Before = call =>
        {
            // Both look before either has created.
            bool look = call.Method == "GET" && call.Query["where"]?.Contains("correlation_id", StringComparison.Ordinal) == true && Interlocked.Increment(ref looks) <= 2;
            return look ? FarAnswer.Of(new Newtonsoft.Json.Linq.JArray()) : null;
        };

        WriteResult[] both = await Task.WhenAll(
            Element.CreateOnceAsync("incident", Values("Alert"), "alert-8", IfExists.Return, Call),
            Element.CreateOnceAsync("incident", Values("Alert"), "alert-8", IfExists.Return, Call));

        Assert.Single(Far.Rows.Rows);
        Assert.Equal(both[0].Record.SysId, both[1].Record.SysId);
    }

    [Fact]
    public async Task Many_writes_travel_at_once_with_an_outcome_each()
    {
        Far.Rows.Fill(1);
        var eight = new TaskCompletionSource();
        int waiting = 0;
        Far.Hold = call =>
        {
            if (call.Method == "POST" && Interlocked.Increment(ref waiting) >= 8)
            {
                eight.TrySetResult();
            }

            return call.Method == "POST" ? eight.Task.WaitAsync(TimeSpan.FromSeconds(30)) : Task.CompletedTask;
        };
        var writes = Enumerable.Range(0, 100).Select(i => RecordWrite.Create("incident", Values("Row " + i))).Append(RecordWrite.Delete("incident", new string('b', 32))).ToList();
        var outcomes = new WriteOutcome?[writes.Count];

        await Element.WriteAsync(writes, (index, outcome) => outcomes[index] = outcome, Call);

        Assert.Equal(101, Far.Rows.Rows.Count);
        Assert.Equal(8, Far.MostAtOnce);
        Assert.Equal("RecordNotFound", outcomes[100]!.Error!.Reason);
        Assert.All(outcomes.Take(100), outcome => Assert.NotNull(outcome!.Result));
        Assert.Equal("Row 42", outcomes[42]!.Result!.Record["short_description"].Value);
    }

    [Fact]
    public async Task An_unknown_field_is_refused_before_anything_is_sent()
    {
        ElementException failure = await Assert.ThrowsAsync<ElementException>(() => Element.CreateAsync("incident", new Dictionary<string, object?> { ["short_descripton"] = "x" }, Call));

        Assert.Equal("UnknownField", failure.Reason);
        Assert.Contains("short_description", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Core.Tests.EdgeCases;

/// <summary>Comments and work notes (contract servicenow-rest §2.6): written once, listed newest first.</summary>
public sealed class JournalTests : EdgeCaseTests
{
    private string Record => Simulator.SysIds("incident")[5];

    [Fact]
    public async Task Newest_first_of_both_kinds_or_one()
    {
        await WriteSomeAsync();

        Assert.Equal(["third", "second\n\n2026-01-01 is no heading - but text (really)", "first"], (await ListAsync(null)).Select(entry => entry.Text));
        Assert.Equal(["third", "first"], (await ListAsync(JournalKind.WorkNote)).Select(entry => entry.Text));
        JournalEntry comment = Assert.Single(await ListAsync(JournalKind.Comment));
        Assert.Equal(JournalKind.Comment, comment.Kind);
        Assert.Equal("admin", comment.CreatedBy);
        Assert.Equal("incident", comment.Object);
        Assert.Equal(Record, comment.RecordId);
        Assert.Equal(Element.Instance, comment.Instance);
        Assert.Equal(DateTimeKind.Utc, comment.Created!.Value.Kind);
    }

    [Theory]
    [InlineData("GMT", "yyyy-MM-dd", "HH:mm:ss")]
    [InlineData("Europe/Berlin", "dd.MM.yyyy", "HH:mm:ss")]
    [InlineData("America/New_York", "MM/dd/yyyy", "hh:mm:ss a")]
    public async Task Where_the_entries_may_not_be_read_the_history_is(string zone, string date, string time)
    {
        await WriteSomeAsync();
        Simulator.Knobs.DeniedTables.Add("sys_journal_field");
        Simulator.Knobs.TimeZone = zone;
        Simulator.Knobs.DateFormat = date;
        Simulator.Knobs.TimeFormat = time;

        List<JournalEntry> notes = await ListAsync(JournalKind.WorkNote);
        List<JournalEntry> both = await ListAsync(null);

        Assert.Equal(["third", "first"], notes.Select(entry => entry.Text));
        Assert.All(notes, entry => Assert.Null(entry.Created));
        Assert.All(notes, entry => Assert.NotEmpty(entry.CreatedBy));
        Assert.Equal(3, both.Count);
        Assert.Equal("second\n\n2026-01-01 is no heading - but text (really)", Assert.Single(both, entry => entry.Kind == JournalKind.Comment).Text);
        Assert.True(date != "yyyy-MM-dd" || both[0].Text == "third");
    }

    [Fact]
    public async Task More_entries_than_a_page_come_whole()
    {
        for (int i = 0; i < 260; i++)
        {
            await Element.AddJournalAsync("incident", Record, JournalKind.WorkNote, "note " + i, Bench.Call);
        }

        List<JournalEntry> entries = await ListAsync(JournalKind.WorkNote);

        Assert.Equal(260, entries.Select(entry => entry.Text).Distinct().Count());
        Assert.Equal(260, entries.Count);
        Assert.Equal(entries.OrderByDescending(entry => entry.Created).Select(entry => entry.Created), entries.Select(entry => entry.Created));
    }

    [Fact]
    public async Task None_is_none_and_no_record_is_an_error()
    {
        Assert.Empty(await ListAsync(null));
        Assert.Equal("RecordNotFound", (await Assert.ThrowsAsync<ElementException>(() => Element.ListJournalAsync("incident", new string('0', 32), null, _ => Task.CompletedTask, Bench.Call))).Reason);
    }

    [Theory]
    [InlineData("reset-before-executed")]
    [InlineData("reset-before")]
    [InlineData("e502")]
    public async Task A_note_whose_answer_was_lost_is_there_once(string fault)
    {
        Simulator.ArmFault(new SimulatorFault { Name = fault, Method = "PATCH" });

        await Element.AddJournalAsync("incident", Record, JournalKind.Comment, "only once", Bench.Call);

        Assert.Single(await ListAsync(null));
    }

    [Fact]
    public async Task Nothing_is_not_written()
    {
        Assert.Equal("NothingToWrite", (await Assert.ThrowsAsync<ElementException>(() => Element.AddJournalAsync("incident", Record, JournalKind.Comment, " \n", Bench.Call))).Reason);
        Assert.Empty(Log);
    }

    private async Task WriteSomeAsync()
    {
        await Element.AddJournalAsync("incident", Record, JournalKind.WorkNote, "first", Bench.Call);
        Simulator.AdvanceClock(TimeSpan.FromMinutes(1));
        await Element.AddJournalAsync("incident", Record, JournalKind.Comment, "second\n\n2026-01-01 is no heading - but text (really)", Bench.Call);
        Simulator.AdvanceClock(TimeSpan.FromMinutes(1));
        await Element.AddJournalAsync("incident", Record, JournalKind.WorkNote, "third", Bench.Call);
    }

    private async Task<List<JournalEntry>> ListAsync(JournalKind? kind)
    {
        var all = new List<JournalEntry>();
        await Element.ListJournalAsync(
            "incident",
            Record,
            kind,
            page =>
            {
                all.AddRange(page);
                return Task.CompletedTask;
            },
            Bench.Call);
        return all;
    }
}

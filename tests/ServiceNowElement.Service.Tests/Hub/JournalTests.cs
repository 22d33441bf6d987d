using System.Net;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Comments and work notes: contract cloud-elements-api §7.2, §7.6.</summary>
public sealed class JournalTests(SharedHubBench shared) : IClassFixture<SharedHubBench>
{
    private readonly HubBench _bench = shared.Bench;

    [Theory]
    [InlineData("comments", "comments")]
    [InlineData("work-notes", "work_notes")]
    public async Task Entries_are_added_and_listed_newest_first_page_by_page(string route, string member)
    {
        string path = $"incidents/{_bench.Simulator.SysIds("incident")[1]}/{route}";
        int before = (await _bench.GetAsync(path)).Expect(HttpStatusCode.OK).Rows.Count;
        foreach (string text in new[] { "first", "second\n\nwith a blank line", "third" })
        {
            string body = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [member] = text });
            Assert.Equal(text, (await _bench.PostAsync(path, body)).Expect(HttpStatusCode.OK).Json.GetProperty(member).GetString());
        }

        HubReply all = (await _bench.GetAsync(path)).Expect(HttpStatusCode.OK);
        HubReply first = (await _bench.GetAsync(path + "?pageSize=2")).Expect(HttpStatusCode.OK);
        HubReply second = (await _bench.GetAsync($"{path}?pageSize=2&nextPage={Uri.EscapeDataString(first.Token!)}")).Expect(HttpStatusCode.OK);

        Assert.Equal(before + 3, all.Rows.Count);
        Assert.Equal((before + 3).ToString(System.Globalization.CultureInfo.InvariantCulture), first.Header("Elements-Total-Count"));
        Assert.Superset(new HashSet<string> { "first", "second\n\nwith a blank line", "third" }, all.Values(member).ToHashSet());
        Assert.Equal(all.Values(member).Take(2 + second.Rows.Count), first.Values(member).Concat(second.Values(member)));
        Assert.All(all.Rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row.GetProperty("sys_created_on").GetString()));
    }

    [Fact]
    public async Task Any_task_has_journals_and_what_is_none_has_an_answer()
    {
        string problem = _bench.Simulator.SysIds("problem")[0];

        (await _bench.PostAsync($"problem/{problem}/work-notes", """{"work_notes":"x"}""")).Expect(HttpStatusCode.OK);
        (await _bench.PostAsync($"problem/{problem}/work-notes", """{"comments":"x"}""")).Expect(HttpStatusCode.BadRequest);
        (await _bench.PostAsync($"problem/{problem}/comments", """{"comments":" "}""")).Expect(HttpStatusCode.BadRequest);
        (await _bench.GetAsync("incidents/00000000000000000000000000000000/comments")).Expect(HttpStatusCode.NotFound);
        (await _bench.PostAsync("incidents/00000000000000000000000000000000/comments", """{"comments":"x"}""")).Expect(HttpStatusCode.NotFound);
        (await _bench.DeleteAsync($"problem/{problem}/comments")).Expect(HttpStatusCode.MethodNotAllowed);
    }
}

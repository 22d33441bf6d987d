using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>Records over the hub: contract cloud-elements-api §7.2 to §7.5, §8.</summary>
public sealed class RecordTests
{
    [Theory]
    [InlineData("accounts", "core_company")]
    [InlineData("agents", "sys_user")]
    [InlineData("contacts", "sys_user")]
    [InlineData("incidents", "incident")]
    [InlineData("problem", "problem")]
    public async Task A_list_is_the_array_of_the_instance_byte_for_byte(string resource, string table)
    {
        await using HubBench bench = await HubBench.StartAsync(60);
        using var direct = new HttpClient { BaseAddress = bench.Simulator.Url };
        direct.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:admin")));
        string plain = await direct.GetStringAsync($"api/now/v2/table/{table}?sysparm_query=ORDERBYsys_id&sysparm_limit=20");

        HubReply reply = (await bench.GetAsync(resource + "?pageSize=20")).Expect(HttpStatusCode.OK);

        Assert.Equal("{\"result\":" + reply.Text + "}", plain);
        Assert.Equal("application/json;charset=UTF-8", reply.Content.ContentType!.ToString().Replace(" ", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_record_is_raw_and_has_no_id_of_our_own()
    {
        await using HubBench bench = await HubBench.StartAsync(20);
        string id = bench.Simulator.SysIds("incident")[3];

        JsonElement record = (await bench.GetAsync("incidents/" + id)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(id, record.GetProperty("sys_id").GetString());
        Assert.False(record.TryGetProperty("id", out _));
        Assert.Equal(JsonValueKind.String, record.GetProperty("active").ValueKind);
        JsonElement caller = record.GetProperty("caller_id");
        Assert.EndsWith("/table/sys_user/" + caller.GetProperty("value").GetString(), caller.GetProperty("link").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_created_record_is_answered_whole_in_the_shape_of_the_list()
    {
        await using HubBench bench = await HubBench.StartAsync(20);
        string caller = bench.Simulator.SysIds("sys_user")[0];

        JsonElement made = (await bench.PostAsync("incidents", $$"""{"description":"d'é\"x","caller_id":"{{caller}}","active":true}""")).Expect(HttpStatusCode.OK).Json;
        string id = made.GetProperty("sys_id").GetString()!;
        JsonElement read = (await bench.GetAsync("incidents/" + id)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(Members(read), Members(made));
        Assert.Equal("d'é\"x", made.GetProperty("description").GetString());
        Assert.StartsWith("INC", made.GetProperty("number").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_unknown_members_pass_unchanged()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        const string Body = """{"description":"x","priority":"5 - Planning","category":"Inquiry / Help","incident_state":"New","active":"true","notify":"Do Not Notify","approval":"Not Yet Requested","severity":"3 - Low","no_such_column":"y"}""";

        (await bench.PostAsync("incidents", Body)).Expect(HttpStatusCode.OK);

        string sent = bench.Simulator.Log.Last(entry => entry.Method == "POST").Path;
        Assert.Contains("/table/incident", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_change_answers_the_changed_record(string verb)
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string id = bench.Simulator.SysIds("incident")[0];

        JsonElement changed = (await bench.SendAsync(new HttpMethod(verb), "incidents/" + id, HubBench.Json("""{"description":"new"}"""))).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("new", changed.GetProperty("description").GetString());
        Assert.Equal(id, changed.GetProperty("sys_id").GetString());
        Assert.Equal("new", bench.Simulator.FindRow("incident", id)!["description"]);
    }

    [Fact]
    public async Task References_come_back_the_way_they_were_given_out()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string id = bench.Simulator.SysIds("incident")[0];
        JsonElement caller = (await bench.GetAsync("incidents/" + id)).Json.GetProperty("caller_id");

        (await bench.PatchAsync("incidents/" + id, $$"""{"opened_by":{{caller.GetRawText()}}}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(caller.GetProperty("value").GetString(), bench.Simulator.FindRow("incident", id)!["opened_by"]);
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_the_answer_empty()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string id = bench.Simulator.SysIds("incident")[0];

        HubReply gone = await bench.SendAsync(HttpMethod.Delete, "incidents/" + id, HubBench.Json("null"));

        Assert.Empty(gone.Expect(HttpStatusCode.OK).Bytes);
        (await bench.GetAsync("incidents/" + id)).Expect(HttpStatusCode.NotFound);
        (await bench.DeleteAsync("incidents/" + id)).Expect(HttpStatusCode.NotFound);
        (await bench.PatchAsync("incidents/" + id, """{"description":"x"}""")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Unknown_names_and_verbs_have_their_own_answers()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string id = bench.Simulator.SysIds("incident")[0];

        (await bench.GetAsync("no_such_table")).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync("no_such_table/" + id)).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync("incidents/nope")).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync("incidents/a%5Eb")).Expect(HttpStatusCode.NotFound);
        (await bench.GetAsync("incidents/a/b/c/d")).Expect(HttpStatusCode.NotFound);
        (await bench.DeleteAsync("incidents")).Expect(HttpStatusCode.MethodNotAllowed);
        (await bench.PostAsync("incidents/" + id, "{}")).Expect(HttpStatusCode.MethodNotAllowed);
        (await bench.GetAsync("incidents", ("Accept", "text/csv"))).Expect(HttpStatusCode.NotAcceptable);
        (await bench.GetAsync("incidents?pageSize=1", ("Accept", "text/csv, application/json;q=0.5"))).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public async Task Nulls_leave_the_record_unless_the_instance_keeps_them(string filter, bool stays)
    {
        await using HubBench bench = await HubBench.StartAsync(5, $"\"filter.response.nulls\":\"{filter}\"");
        bench.Simulator.ArmFault(new Simulator.SimulatorFault { Name = "null-values", Table = "incident", Times = 0 });

        Assert.Equal(stays, (await bench.GetAsync("incidents")).Expect(HttpStatusCode.OK).Rows[0].TryGetProperty("assigned_to", out _));
    }

    [Fact]
    public async Task Values_with_labels_come_on_request_only()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        string id = bench.Simulator.SysIds("incident")[0];

        JsonElement shown = (await bench.GetAsync($"incidents/{id}?displayValue=all&fields=state")).Expect(HttpStatusCode.OK).Json.GetProperty("state");
        JsonElement plain = (await bench.GetAsync($"incidents/{id}?displayValue=true&fields=state")).Expect(HttpStatusCode.OK).Json.GetProperty("state");
        JsonElement made = (await bench.PostAsync("incidents?displayValue=all", """{"state":"2"}""")).Expect(HttpStatusCode.OK).Json.GetProperty("state");

        Assert.Equal(JsonValueKind.String, plain.ValueKind);
        Assert.Equal(plain.GetString(), shown.GetProperty("value").GetString());
        Assert.NotEqual(plain.GetString(), shown.GetProperty("display_value").GetString());
        Assert.Equal("In Progress", made.GetProperty("display_value").GetString());
    }

    [Fact]
    public async Task What_is_not_built_says_so()
    {
        await using HubBench bench = await HubBench.StartAsync(5);

        (await bench.GetAsync("incidents", ("Elements-Async-Request", "True"))).Expect(HttpStatusCode.NotImplemented);
        (await bench.GetAsync("incidents", ("Elements-Schedule-Request", "0 0 * * * ?"))).Expect(HttpStatusCode.NotImplemented);
        (await bench.GetAsync("bulk/1/status")).Expect(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task A_disabled_instance_refuses_resources_and_still_lists_objects()
    {
        await using HubBench bench = await HubBench.StartAsync(5);
        await bench.DisableAsync();

        (await bench.GetAsync("incidents")).Expect(HttpStatusCode.Forbidden);
        (await bench.GetAsync("objects")).Expect(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Members(JsonElement record) =>
        record.EnumerateObject().Where(member => member.Name != "sys_tags").OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value.GetRawText()}");
}

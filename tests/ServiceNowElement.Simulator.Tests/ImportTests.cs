using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>Single rows of the Import Set API (contract servicenow-rest §4.3, EC86 to EC89).</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Import = "api/now/import/";
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task A_row_is_inserted_then_updated_then_ignored()
    {
        (HttpResponseMessage response, JsonElement first) = await PostAsync("u_user_import", """{"u_user_name":"ann.lee","u_name":"Ann Lee","u_email":"ann@example.com","u_nosuch":"x"}""");
        (_, JsonElement second) = await PostAsync("u_user_import", """{"u_user_name":"ANN.LEE","u_title":"Engineer"}""");
        (_, JsonElement third) = await PostAsync("u_user_import", """{"u_user_name":"ANN.LEE","u_title":"Engineer","u_email":""}""");

        JsonElement result = first.GetProperty("result")[0];
        string id = result.GetProperty("sys_id").GetString()!;
        IReadOnlyDictionary<string, string> row = _instance.Host.FindRow("sys_user", id)!;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Matches(@"^ISET\d{7}$", first.GetProperty("import_set").GetString());
        Assert.Equal("u_user_import", first.GetProperty("staging_table").GetString());
        Assert.Equal(["User import", "sys_user", "name", "Ann Lee", "inserted"], new[] { "transform_map", "table", "display_name", "display_value", "status" }.Select(name => result.GetProperty(name).GetString()));
        Assert.EndsWith("/api/now/table/sys_user/" + id, result.GetProperty("record_link").GetString(), StringComparison.Ordinal);
        Assert.Equal(["updated", "ignored"], new[] { second, third }.Select(Status));
        Assert.Equal([id, id], new[] { second, third }.Select(answer => answer.GetProperty("result")[0].GetProperty("sys_id").GetString()));
        Assert.NotEmpty(third.GetProperty("result")[0].GetProperty("status_message").GetString()!);
        Assert.Equal(["Engineer", "ann@example.com"], new[] { row["title"], row["email"] });
    }

    [Fact]
    public async Task Values_come_as_labels_names_and_dates()
    {
        string user = _instance.Host.SysIds("sys_user")[7];
        string name = _instance.Host.FindRow("sys_user", user)!["user_name"];
        string group = (await _instance.ListAsync("sys_user_group", "name=Network"))[0];

        (_, JsonElement body) = await PostAsync("u_incident_import", $$"""{"u_correlation_id":"ext-1","u_short_description":"x","u_urgency":"High","u_impact":"1","u_caller":"{{name}}","u_assignment_group":"Network","u_work_notes":"from outside"}""");

        IReadOnlyDictionary<string, string> row = _instance.Host.FindRow("incident", body.GetProperty("result")[0].GetProperty("sys_id").GetString()!)!;
        Assert.Equal(["1", "1", user, group], new[] { row["urgency"], row["priority"], row["caller_id"], row["assignment_group"] });
        Assert.Equal(["from outside"], await _instance.ListAsync("sys_journal_field", "element=work_notes^element_id=" + row["sys_id"], "value"));
    }

    [Fact]
    public async Task A_rule_of_the_target_makes_an_error_of_the_row()
    {
        (HttpResponseMessage response, JsonElement body) = await PostAsync("u_incident_import", """{"u_correlation_id":"ext-2","u_state":"6"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("error", Status(body));
        Assert.StartsWith("Data Policy Exception:", body.GetProperty("result")[0].GetProperty("error_message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await _instance.ListAsync("incident", "correlation_id=ext-2"));
        Assert.Equal(["error"], await _instance.ListAsync("u_incident_import", "u_correlation_id=ext-2", "sys_import_state"));
    }

    [Fact]
    public async Task Without_its_coalesce_value_a_row_is_skipped()
    {
        int before = _instance.Host.CountRows("sys_user");

        (HttpResponseMessage response, JsonElement body) = await PostAsync("u_user_import", """{"u_name":"Bo Ray"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("skipped", Status(body));
        Assert.Equal("skipped", _instance.Host.FindRow("u_user_import", body.GetProperty("result")[0].GetProperty("sys_id").GetString()!)!["sys_import_state"]);
        Assert.Equal(before, _instance.Host.CountRows("sys_user"));
    }

    [Fact]
    public async Task An_earlier_row_is_read_until_it_is_cleaned_up()
    {
        (_, JsonElement sent) = await PostAsync("u_user_import", """{"u_user_name":"ann.lee"}""");
        string staged = (await _instance.ListAsync("u_user_import", "u_user_name=ann.lee"))[0];

        (HttpResponseMessage read, JsonElement body) = await _instance.SendAsync("GET", Import + "u_user_import/" + staged);
        await _instance.SendAsync("DELETE", "api/now/v2/table/u_user_import/" + staged);
        (HttpResponseMessage gone, _) = await _instance.SendAsync("GET", Import + "u_user_import/" + staged);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(sent.GetRawText(), body.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Of_an_array_only_the_first_row_counts_and_objects_become_text()
    {
        (_, JsonElement body) = await PostAsync("u_user_import", """[{"u_user_name":"first","u_title":{"a":1}},{"u_user_name":"second"}]""");

        Assert.Single(body.GetProperty("result").EnumerateArray());
        Assert.Equal("""{"a":1}""", _instance.Host.FindRow("sys_user", body.GetProperty("result")[0].GetProperty("sys_id").GetString()!)!["title"]);
        Assert.Empty(await _instance.ListAsync("sys_user", "user_name=second"));
    }

    [Fact]
    public async Task A_staging_table_of_its_own_with_two_maps()
    {
        _instance.Host.AddStagingTable(Two());

        (_, JsonElement body) = await PostAsync("u_two", """{"u_key":"k1","u_text":"Pump","u_when":"31.12.2025 10:00","u_state":"6"}""");

        JsonElement[] results = [.. body.GetProperty("result").EnumerateArray()];
        Assert.Equal(["Company=inserted", "Incident=error"], results.Select(result => result.GetProperty("transform_map").GetString() + "=" + result.GetProperty("status").GetString()));
        Assert.Equal("Pump", _instance.Host.FindRow("core_company", results[0].GetProperty("sys_id").GetString()!)!["name"]);
        Assert.Contains("u_when", await _instance.ListAsync("sys_dictionary", "name=u_two^elementISNOTEMPTY", "element"));
        Assert.Equal("sys_import_set_row", (await _instance.ListAsync("sys_db_object", "name=u_two", "super_class.name"))[0]);
        Assert.Throws<ArgumentException>(() => _instance.Host.AddStagingTable(Two()));
    }

    [Fact]
    public async Task Dates_follow_the_format_of_the_map()
    {
        _instance.Host.AddStagingTable(Two());

        (_, JsonElement good) = await PostAsync("u_two", """{"u_key":"k1","u_text":"a","u_when":"31.12.2025 10:00"}""");
        (_, JsonElement bad) = await PostAsync("u_two", """{"u_key":"k2","u_text":"b","u_when":"2025-12-31 10:00:00"}""");

        string Due(JsonElement body) => _instance.Host.FindRow("incident", body.GetProperty("result")[1].GetProperty("sys_id").GetString()!)!["due_date"];
        Assert.Equal(["2025-12-31 10:00:00", ""], new[] { Due(good), Due(bad) });
    }

    [Fact]
    public void A_map_must_name_what_exists()
    {
        Assert.Throws<ArgumentException>(() => _instance.Host.AddStagingTable(new SimulatorStagingTable { Name = "u_bad", Maps = [new() { Name = "m", Table = "nosuch" }] }));
        Assert.Throws<ArgumentException>(() => _instance.Host.AddStagingTable(new SimulatorStagingTable { Name = "u_bad", Columns = ["u_a"], Maps = [new() { Name = "m", Table = "incident", Fields = new Dictionary<string, string> { ["u_a"] = "nosuch" } }] }));
        Assert.DoesNotContain("u_bad", _instance.Host.Tables());
    }

    [Theory]
    [InlineData("import-skip", "skipped")]
    [InlineData("import-multi-map", "inserted,error")]
    public async Task Faults_by_name(string fault, string expected)
    {
        _instance.Host.ArmFault(new SimulatorFault { Name = fault, Table = "u_user_import" });

        (HttpResponseMessage response, JsonElement body) = await PostAsync("u_user_import", """{"u_user_name":"ann.lee"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(expected, string.Join(",", body.GetProperty("result").EnumerateArray().Select(result => result.GetProperty("status").GetString())));
    }

    [Fact]
    public async Task A_hidden_result_is_an_empty_201()
    {
        _instance.Host.ArmFault(new SimulatorFault { Name = "import-empty" });

        using HttpResponseMessage response = await _instance.Client.PostAsync(Import + "u_user_import", new StringContent("""{"u_user_name":"ann.lee"}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Single(await _instance.ListAsync("sys_user", "user_name=ann.lee"));
    }

    [Theory]
    [InlineData("POST", "nosuch", "{}", 400, "Invalid table nosuch")]
    [InlineData("POST", "incident", "{}", 400, "Invalid staging table incident")]
    [InlineData("POST", "u_user_import", "{", 400, "Exception while reading request")]
    [InlineData("POST", "u_user_import/insertMultiple", "{}", 400, "Exception while reading request")]
    [InlineData("GET", "u_user_import/00000000000000000000000000000000", null, 404, "No Record found")]
    [InlineData("GET", "u_user_import", null, 405, "Method not supported")]
    public async Task Errors(string method, string target, string? json, int status, string message)
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync(method, Import + target, json);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(message, body.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task More_than_ten_megabytes_are_refused()
    {
        (HttpResponseMessage response, JsonElement body) = await PostAsync("u_user_import/insertMultiple", $$"""{"records":[{"User name":"{{new string('x', 10485760)}}"}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("Rejected large REST payload", body.GetProperty("error").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _instance.Host.CountRows("u_user_import"));
    }

    private static string Status(JsonElement body) => body.GetProperty("result")[0].GetProperty("status").GetString()!;

    private static SimulatorStagingTable Two() => new()
    {
        Name = "u_two",
        Columns = ["u_key", "u_text", "u_when", "u_state"],
        Maps =
        [
            new() { Name = "Company", Table = "core_company", Coalesce = ["name"], Fields = new Dictionary<string, string> { ["u_text"] = "name" } },
            new() { Name = "Incident", Table = "incident", Coalesce = ["correlation_id"], DateFormat = "dd.MM.yyyy HH:mm", Fields = new Dictionary<string, string> { ["u_key"] = "correlation_id", ["u_when"] = "due_date", ["u_state"] = "state" } },
        ],
    };

    private Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(string target, string json) => _instance.SendAsync("POST", Import + target, json);
}

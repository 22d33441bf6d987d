using System.Net;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>The golden exchanges of contract servicenow-rest §10.</summary>
public sealed class GoldenTests : IAsyncLifetime
{
    private Instance _instance = null!;

    public async ValueTask InitializeAsync() => _instance = await Instance.StartAsync();

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    [Fact]
    public async Task Page_two_of_three()
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/u_gauge?sysparm_query=u_active=true^ORDERBYsys_id&sysparm_fields=sys_id,u_name,u_site&sysparm_limit=2&sysparm_offset=2");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("application/json", "UTF-8"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentType.CharSet));
        Assert.Equal("6", response.Headers.GetValues("X-Total-Count").Single());
        string link = response.Headers.GetValues("Link").Single();
        Assert.All(new[] { "sysparm_offset=0>;rel=\"first\"", "sysparm_offset=0>;rel=\"prev\"", "sysparm_offset=4>;rel=\"next\"", "sysparm_offset=4>;rel=\"last\"" }, part => Assert.Contains(part, link, StringComparison.Ordinal));
        JsonElement[] rows = [.. body.GetProperty("result").EnumerateArray()];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Equal(["sys_id", "u_name", "u_site"], row.EnumerateObject().Select(member => member.Name)));
        Assert.All(rows.Select(row => row.GetProperty("u_site")), site =>
        {
            if (site.ValueKind == JsonValueKind.Object)
            {
                Assert.EndsWith("/api/now/v2/table/cmn_location/" + site.GetProperty("value").GetString(), site.GetProperty("link").GetString(), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(string.Empty, site.GetString());
            }
        });
    }

    [Fact]
    public async Task Both_forms_without_links()
    {
        (_, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/u_gauge?sysparm_query=u_siteISNOTEMPTY&sysparm_fields=sys_id,u_name,u_site&sysparm_limit=1&sysparm_display_value=all&sysparm_exclude_reference_link=true");

        JsonElement row = body.GetProperty("result")[0];
        Assert.Equal(row.GetProperty("u_name").GetProperty("value").GetString(), row.GetProperty("u_name").GetProperty("display_value").GetString());
        Assert.Equal(["display_value", "value"], row.GetProperty("u_site").EnumerateObject().Select(member => member.Name));
        Assert.NotEqual(row.GetProperty("u_site").GetProperty("value").GetString(), row.GetProperty("u_site").GetProperty("display_value").GetString());
    }

    [Fact]
    public async Task A_new_incident()
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("POST", "api/now/v2/table/incident", """{"short_description":"Pump leak","impact":"1","urgency":"2","nosuch":"x"}""");

        JsonElement row = body.GetProperty("result");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Matches(@"^INC\d{7}$", row.GetProperty("number").GetString());
        Assert.Equal(["2", "1", "true", ""], new[] { "priority", "state", "active", "close_notes" }.Select(name => row.GetProperty(name).GetString()));
        Assert.EndsWith("/incident/" + row.GetProperty("sys_id").GetString(), response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "api/now/v2/table/incident/00000000000000000000000000000000", 404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval")]
    [InlineData("GET", "api/now/v2/table/nosuch", 400, "Invalid table nosuch", null)]
    [InlineData("GET", "api/now/v2/table/incident?sysparm_limit=0", 400, "Invalid value given for sysparm_limit", "sysparm_limit value must be a positive integer")]
    [InlineData("GET", "api/now/v2/table/incident?sysparm_limit=-5", 400, "Invalid value given for sysparm_limit", "sysparm_limit value must be a positive integer")]
    [InlineData("GET", "api/now/v2/table/incident?sysparm_offset=-1", 400, "offset is -1", "Negative offset is not supported")]
    [InlineData("GET", "api/now/v1/table/incident?sysparm_offset=100000", 404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval")]
    [InlineData("GET", "api/now/stats/incident", 400, "No request parameter for aggregate operation specified", null)]
    [InlineData("GET", "api/now/nothing/here", 400, "Requested URI does not represent any resource", null)]
    public async Task Errors(string method, string target, int status, string message, string? detail)
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync(method, target);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("failure", body.GetProperty("status").GetString());
        Assert.Equal(message, body.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(detail, body.GetProperty("error").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Past_the_end_is_empty_in_version_two()
    {
        (HttpResponseMessage response, JsonElement body) = await _instance.SendAsync("GET", "api/now/v2/table/incident?sysparm_offset=100000");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(body.GetProperty("result").EnumerateArray());
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Resolving_needs_a_code(string method)
    {
        string id = (await _instance.ListAsync("incident", "state=1^ORDERBYnumber"))[0];

        (HttpResponseMessage refused, JsonElement why) = await _instance.SendAsync(method, "api/now/v2/table/incident/" + id, """{"state":"6"}""");
        (HttpResponseMessage done, JsonElement row) = await _instance.SendAsync(method, "api/now/v2/table/incident/" + id, """{"state":"6","close_code":"Solution provided","close_notes":"x"}""");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.StartsWith("Data Policy Exception:", why.GetProperty("error").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row.GetProperty("result").GetProperty("resolved_at").GetString());
    }

    [Fact]
    public async Task Deleting_leaves_a_trace()
    {
        string id = _instance.Host.SysIds("incident")[20];

        (HttpResponseMessage first, _) = await _instance.SendAsync("DELETE", "api/now/v2/table/incident/" + id);
        (HttpResponseMessage second, _) = await _instance.SendAsync("DELETE", "api/now/v2/table/incident/" + id);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.Single(await _instance.ListAsync("sys_audit_delete", "documentkey=" + id));
    }

    [Fact]
    public async Task Counts_by_state()
    {
        (_, JsonElement body) = await _instance.SendAsync("GET", "api/now/stats/incident?sysparm_count=true&sysparm_group_by=state");

        JsonElement[] groups = [.. body.GetProperty("result").EnumerateArray()];
        Assert.All(groups, group => Assert.Equal("state", group.GetProperty("groupby_fields")[0].GetProperty("field").GetString()));
        Assert.Equal(200, groups.Sum(group => int.Parse(group.GetProperty("stats").GetProperty("count").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Tokens()
    {
        async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(params (string, string)[] form)
        {
            using var content = new FormUrlEncodedContent(form.Select(pair => new KeyValuePair<string, string>(pair.Item1, pair.Item2)));
            using HttpResponseMessage response = await _instance.Client.PostAsync("oauth_token.do", content);
            return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
        }

        (string, string)[] good = [("grant_type", "password"), ("client_id", "client"), ("client_secret", "secret"), ("username", "admin"), ("password", "admin")];
        (HttpStatusCode status, JsonElement first) = await AskAsync(good);
        _instance.Host.AdvanceClock(TimeSpan.FromMinutes(10));
        (_, JsonElement again) = await AskAsync(good);
        (HttpStatusCode bad, JsonElement refused) = await AskAsync([.. good[..4], ("password", "wrong")]);
        (HttpStatusCode renewed, JsonElement third) = await AskAsync(("grant_type", "refresh_token"), ("client_id", "client"), ("client_secret", "secret"), ("refresh_token", first.GetProperty("refresh_token").GetString()!));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.GetProperty("access_token").GetString(), again.GetProperty("access_token").GetString());
        Assert.True(again.GetProperty("expires_in").GetInt32() < first.GetProperty("expires_in").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, bad);
        Assert.Equal("server_error", refused.GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.OK, renewed);
        Assert.NotEqual(first.GetProperty("access_token").GetString(), third.GetProperty("access_token").GetString());
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §1 and §3: request ids, headers, errors in one shape.</summary>
public sealed class EnvelopeTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Theory]
    [InlineData("GET", "nothing-here/at/all", 401)]
    [InlineData("GET", "elements/nothing", 404)]
    [InlineData("GET", "organizations/nothing/here", 404)]
    [InlineData("DELETE", "elements", 405)]
    [InlineData("GET", "hubs/helpdesk/incidents", 401)]
    public async Task Failures_are_json_with_the_request_id_of_the_header(string method, string path, int expected)
    {
        (int status, JsonNode? body, HttpResponseMessage response) = await ServiceBench.SendAsync(_bench.Platform, method, path);

        Assert.Equal(expected, status);
        string id = Assert.Single(response.Headers.GetValues("Elements-Request-Id"));
        Assert.Matches("^[0-9a-f]{24}$", id);
        Assert.Equal(id, (string?)body!["requestId"]);
        Assert.NotEqual(string.Empty, (string?)body["message"]);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Repeated_and_trailing_slashes_do_not_matter()
    {
        using HttpResponseMessage response = await _bench.Platform.GetAsync(new Uri(_bench.Service.Url, "elements//api-v2//organizations///me/"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_page_may_read_the_headers_of_the_contract()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "elements");
        request.Headers.Add("Origin", "https://page.example");
        using HttpResponseMessage response = await _bench.Platform.SendAsync(request);

        Assert.Equal(
            "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition",
            Assert.Single(response.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.False((await _bench.Platform.GetAsync("elements")).Headers.Contains("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task Another_content_type_is_415_and_another_accept_406()
    {
        using HttpResponseMessage wrongBody = await _bench.Platform.PostAsync("instances", new StringContent("<a/>", Encoding.UTF8, "text/xml"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "elements");
        request.Headers.Add("Accept", "text/csv");
        using HttpResponseMessage wrongAccept = await _bench.Platform.SendAsync(request);

        Assert.Equal(415, (int)wrongBody.StatusCode);
        Assert.Equal(406, (int)wrongAccept.StatusCode);
        Assert.Equal("application/json", wrongAccept.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("{\"name\":")]
    [InlineData("[1,2]")]
    [InlineData("nonsense")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\",\"element\":{\"key\":\"servicenow\"}}")]
    public async Task A_body_that_is_no_json_object_is_400(string body)
    {
        (int status, _, _) = await ServiceBench.SendAsync(_bench.Platform, "POST", "instances", body);

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413()
    {
        await using ServiceBench small = await ServiceBench.StartAsync(1, options => options.LargestBody = 1000);

        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(small.Platform, "POST", "instances", "{\"name\":\"" + new string('x', 2000) + "\"}");

        Assert.Equal(413, status);
        Assert.NotNull(body!["requestId"]);
    }

    [Fact]
    public async Task An_organization_that_sends_too_much_is_asked_to_wait()
    {
        await using ServiceBench slow = await ServiceBench.StartAsync(1, options => options.RequestsPerSecond = 2);
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => slow.Platform.GetAsync("organizations/me")));

        HttpResponseMessage refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("requestId", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/v1")]
    public async Task Pages_for_operators_need_no_secret(string path)
    {
        using HttpClient client = _bench.Client(null);
        using HttpResponseMessage response = await client.GetAsync(new Uri(_bench.Service.Url, path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}

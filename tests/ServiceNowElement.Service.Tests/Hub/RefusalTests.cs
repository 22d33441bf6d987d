using System.Net;
using System.Text;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>What is refused before the instance is asked: contract cloud-elements-api §3.2, §9.</summary>
public sealed class RefusalTests(SharedHubBench shared) : IClassFixture<SharedHubBench>
{
    private readonly HubBench _bench = shared.Bench;

    [Theory]
    [InlineData("pageSize=0")]
    [InlineData("pageSize=-1")]
    [InlineData("pageSize=many")]
    [InlineData("pageSize=1.5")]
    [InlineData("page=0")]
    [InlineData("page=-3")]
    [InlineData("page=99999999999")]
    [InlineData("nextPage=%25%25")]
    [InlineData("nextPage=bm90IGpzb24=")]
    [InlineData("nextPage=W10=")]
    [InlineData("nextPage=eyJwYWdlU2l6ZSI6MCwicGFnZSI6MX0=")]
    [InlineData("nextPage=eyJwYWdlU2l6ZSI6IjIifQ==")]
    [InlineData("orderBy=number sideways")]
    [InlineData("orderBy=no_such_column")]
    [InlineData("fields=no_such_column")]
    [InlineData("where=active=true&where=active=false")]
    public async Task What_cannot_be_meant_is_400(string query)
    {
        (await _bench.GetAsync("incidents?" + query)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("[{\"description\":\"a\"},{\"description\":\"b\"}]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"description\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("\"x\"", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"description\":\"\\ud800\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"\":\"x\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("<a/>", "application/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a=b", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_record_is_refused_and_nothing_is_written(string body, string type, HttpStatusCode status)
    {
        int before = _bench.Simulator.CountRows("incident");

        (await _bench.SendAsync(HttpMethod.Post, "incidents", new StringContent(body, Encoding.UTF8, type))).Expect(status);

        Assert.Equal(before, _bench.Simulator.CountRows("incident"));
    }
}

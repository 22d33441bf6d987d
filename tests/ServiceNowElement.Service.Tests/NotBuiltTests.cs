using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ServiceNowElement.Service.Tests;

/// <summary>The service is not built yet and says so: nobody may mistake an empty house for an empty list.</summary>
public sealed class NotBuiltTests : IClassFixture<WebApplicationFactory<Program>>
{
    private readonly WebApplicationFactory<Program> _factory;

    public NotBuiltTests(WebApplicationFactory<Program> factory) => _factory = factory;

    [Theory]
    [InlineData("/health")]
    [InlineData("/elements/api-v2/instances")]
    [InlineData("/elements/api-v2/hubs/helpdesk/incidents")]
    public async Task Every_route_answers_501(string path)
    {
        using HttpClient client = _factory.CreateClient();

        using HttpResponseMessage response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Web;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §6: the OAuth element against the simulator's sign-in.</summary>
public sealed class OAuthTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private const string Callback = "https://app.example/callback";
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task The_address_of_the_sign_in_has_the_form_of_the_contract()
    {
        JsonNode? answer = (await ServiceBench.SendAsync(_bench.Client(null), "GET", "elements/servicenowoauth/oauth/url?apiKey=my%20id&apiSecret=s&callbackUrl=https%3A%2F%2Fapp.example%2Fcallback&servicenow.subdomain=dev1&scope=&siteAddress=&subdomain=")).Body;

        Assert.Equal("servicenowoauth", (string?)answer!["element"]);
        Assert.Equal("https://dev1.service-now.com/oauth_auth.do?response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=servicenowoauth&client_id=my%20id", (string?)answer["oauthUrl"]);
    }

    [Theory]
    [InlineData("elements/servicenow/oauth/url?apiKey=a&callbackUrl=https://x&subdomain=dev1", 400)]
    [InlineData("elements/servicenowoauth/oauth/url?apiKey=a&callbackUrl=https://x", 400)]
    [InlineData("elements/servicenowoauth/oauth/url?apiKey=a&callbackUrl=https://x&subdomain=a%2Fb", 400)]
    [InlineData("elements/servicenowoauth/oauth/url/default", 400)]
    [InlineData("elements/servicenowoauth/oauth/token", 400)]
    [InlineData("elements/nothing/oauth/url", 404)]
    public async Task What_makes_no_address_is_refused(string path, int expected)
    {
        Assert.Equal(expected, (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Status);
    }

    [Fact]
    public async Task A_code_makes_an_instance_that_renews_its_token_by_itself_and_after_a_restart()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(5);
        (int status, JsonNode? instance, _) = await ProvisionAsync(bench, await CodeAsync(bench));
        Assert.True(status == 200, instance?.ToJsonString());
        string token = (string)instance!["token"]!;
        Assert.Equal("********", (string?)instance["configuration"]!["oauth.api.key"]);
        Assert.Equal("********", (string?)instance["configuration"]!["oauth.user.refresh_token"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub(token), "GET", "incidents?pageSize=1")).Status);

        bench.Simulator.RevokeTokens();
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub(token), "GET", "incidents?pageSize=1")).Status);

        await bench.RestartAsync();
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub(token), "GET", "incidents?pageSize=1")).Status);
    }

    [Fact]
    public async Task A_dead_refresh_token_is_401_with_the_providers_words_until_somebody_signs_in_again()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(5);
        JsonNode? instance = (await ProvisionAsync(bench, await CodeAsync(bench))).Body;
        string token = (string)instance!["token"]!;
        bench.Simulator.RevokeTokens(refreshToo: true);

        (int status, JsonNode? refused, _) = await ServiceBench.SendAsync(bench.Hub(token), "GET", "incidents?pageSize=1");
        Assert.Equal(401, status);
        Assert.False(string.IsNullOrEmpty((string?)refused!["providerMessage"]));

        (int again, JsonNode? renewed, _) = await ServiceBench.SendAsync(bench.Platform, "PATCH", $"instances/{(long)instance["id"]!}", $$$"""{"providerData":{"code":"{{{await CodeAsync(bench)}}}"}}""");
        Assert.True(again == 200, renewed?.ToJsonString());
        Assert.Equal(token, (string?)renewed!["token"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub(token), "GET", "incidents?pageSize=1")).Status);
    }

    [Fact]
    public async Task A_code_that_is_spent_makes_no_instance()
    {
        string code = await CodeAsync(_bench);
        Assert.Equal(200, (await ProvisionAsync(_bench, code)).Status);

        Assert.Equal(401, (await ProvisionAsync(_bench, code)).Status);
    }

    [Fact]
    public async Task Who_signed_in_elsewhere_brings_the_refresh_token()
    {
        using var client = new HttpClient { BaseAddress = _bench.Simulator.Url };
        using HttpResponseMessage grant = await client.PostAsync("oauth_token.do", new FormUrlEncodedContent([new("grant_type", "password"), new("client_id", "client"), new("client_secret", "secret"), new("username", "admin"), new("password", "admin")]));
        string refresh = (string)JsonNode.Parse(await grant.Content.ReadAsStringAsync())!["refresh_token"]!;
        string body = $$$"""{"name":"x","element":{"key":"servicenowoauth"},"externalAuthentication":"initial","configuration":{"oauth.api.key":"client","oauth.api.secret":"secret","oauth.user.refresh_token":"{{{refresh}}}","servicenow.subdomain":"{{{_bench.Simulator.Url}}}"}}""";

        (int status, JsonNode? instance, _) = await ServiceBench.SendAsync(_bench.Platform, "POST", "instances", body);

        Assert.True(status == 200, instance?.ToJsonString());
        Assert.Equal("initial", (string?)instance!["externalAuthentication"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Hub((string)instance["token"]!), "GET", "ping")).Status);
    }

    private static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> ProvisionAsync(ServiceBench bench, string code) => ServiceBench.SendAsync(
        bench.Platform,
        "POST",
        "instances",
        $$$"""{"name":"oauth","element":{"key":"servicenowoauth"},"providerData":{"code":"{{{code}}}","state":"servicenowoauth"},"configuration":{"oauth.callback.url":"{{{Callback}}}","oauth.api.key":"client","oauth.api.secret":"secret","servicenow.subdomain":"{{{bench.Simulator.Url}}}"}}""");

    private static async Task<string> CodeAsync(ServiceBench bench)
    {
        string body = $$$"""{"apiKey":"client","apiSecret":"secret","callbackUrl":"{{{Callback}}}","servicenow.subdomain":"{{{bench.Simulator.Url}}}"}""";
        JsonNode? answer = (await ServiceBench.SendAsync(bench.Platform, "POST", "elements/566/oauth/url", body)).Body;
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using HttpResponseMessage sent = await browser.GetAsync((string)answer!["oauthUrl"]!);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["code"]!;
    }
}

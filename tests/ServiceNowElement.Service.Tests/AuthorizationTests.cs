using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §2.1, §2.2: the grammar of the header, and who needs what.</summary>
public sealed class AuthorizationTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Theory]
    [InlineData("User a=, Organization b", "a=", "b", null)]
    [InlineData("element t+/=,USER a=", "a=", null, "t+/=")]
    [InlineData("  User \t a= ,, Extra x , Element t ", "a=", null, "t")]
    [InlineData("User a, User b", "b", null, null)]
    [InlineData("User", null, null, null)]
    [InlineData("Basic YTpi", null, null, null)]
    [InlineData("", null, null, null)]
    [InlineData(",,, ,", null, null, null)]
    public void Parts_are_found_in_any_order_and_case(string header, string? user, string? organization, string? element)
    {
        AuthorizationParts parts = AuthorizationParts.Read(header);

        Assert.Equal((user, organization, element), (parts.User, parts.Organization, parts.Element));
    }

    [Theory]
    [InlineData("U,O", "instances/count", 200)]
    [InlineData("O,U", "instances/count", 200)]
    [InlineData("U,O,E", "instances/count", 200)]
    [InlineData("U,O,X", "instances/count", 200)]
    [InlineData("U", "instances/count", 401)]
    [InlineData("U,E", "instances/count", 401)]
    [InlineData("O", "instances/count", 401)]
    [InlineData("U,X", "hubs/helpdesk/ping", 401)]
    [InlineData("E", "hubs/helpdesk/ping", 401)]
    [InlineData("O,E", "hubs/helpdesk/ping", 401)]
    [InlineData("U,O", "hubs/helpdesk/ping", 401)]
    [InlineData("U,E", "hubs/helpdesk/ping", 200)]
    [InlineData("U,E", "hubs/no-such-hub/ping", 200)]
    [InlineData("U,E", "ping", 200)]
    [InlineData("U,O,E", "ping", 200)]
    [InlineData("U,B,E", "ping", 401)]
    [InlineData("U,E", "instances/configuration", 200)]
    [InlineData("U,O", "instances/configuration", 401)]
    [InlineData("", "elements", 200)]
    [InlineData("", "hubs", 200)]
    [InlineData("U,O", "elements", 200)]
    public async Task Each_call_asks_for_what_it_needs(string shown, string path, int expected)
    {
        JsonObject instance = await _bench.CreateInstanceAsync("auth");
        string header = string.Join(", ", shown.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part switch
        {
            "U" => "User " + _bench.Secrets.UserSecret,
            "O" => "Organization " + _bench.Secrets.OrganizationSecret,
            "B" => "Organization 00000000000000000000000000000000",
            "E" => "Element " + (string)instance["token"]!,
            _ => "Element bm90aGluZw==",
        }));

        (int status, _, _) = await ServiceBench.SendAsync(_bench.Client(header.Length == 0 ? null : header), "GET", path);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Accounts_are_the_elements_with_a_token_and_the_platforms_without()
    {
        JsonObject instance = await _bench.CreateInstanceAsync("accounts");
        string all = $"{_bench.PlatformHeader}, Element {(string)instance["token"]!}";

        JsonNode? element = (await ServiceBench.SendAsync(_bench.Client(all), "GET", "accounts?pageSize=1")).Body;
        JsonNode? platform = (await ServiceBench.SendAsync(_bench.Platform, "GET", "accounts")).Body;
        int settings = (await ServiceBench.SendAsync(_bench.Client(all), "GET", "accounts/settings")).Status;

        Assert.NotNull(element![0]!["sys_id"]);
        Assert.Equal(true, (bool?)platform![0]!["defaultAccount"]);
        Assert.Equal(200, settings);
    }

    [Fact]
    public async Task No_header_and_no_body_makes_the_service_fail()
    {
        var random = new Random(7);
        string[] words = ["User", "Element", "Organization", "Bearer", "Basic", ",", " ", "=", "\t", _bench.Secrets.UserSecret, _bench.Secrets.OrganizationSecret, "é", "\u0001", "%00", "User ", "a=b", ":", "\"", new string('x', 300)];
        string[] paths = ["instances", "hubs/helpdesk/incidents", "organizations/me", "authentication/secrets", "instances/configuration", "accounts", "elements/1/metadata", "users/%00", "instances/99999999999999999999"];
        string[] bodies = ["", "null", "[", "{\"name\":5,\"element\":{\"key\":{}},\"configuration\":[1]}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\u0000\",\"element\":{\"id\":145}}", "{\"tags\":[null,{},[[]]],\"name\":{}}", new string('[', 500)];
        for (int i = 0; i < 300; i++)
        {
            string header = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)] + (random.Next(2) == 0 ? " " : string.Empty)));
            using var request = new HttpRequestMessage(random.Next(3) == 0 ? HttpMethod.Post : HttpMethod.Get, new Uri(_bench.Service.ApiUrl, paths[random.Next(paths.Length)]));
            request.Headers.TryAddWithoutValidation("Authorization", random.Next(3) == 0 ? _bench.PlatformHeader : new string([.. header.Where(c => c is >= ' ' and < '\u007f')]));
            if (request.Method == HttpMethod.Post)
            {
                request.Content = new StringContent(bodies[random.Next(bodies.Length)], System.Text.Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = await _bench.Client(null).SendAsync(request);

            Assert.True((int)response.StatusCode < 500, $"{request.Method} {request.RequestUri} {header}: {(int)response.StatusCode}");
        }
    }
}

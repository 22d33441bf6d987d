using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §14: organizations, accounts, users, and lists of the third tier.</summary>
public sealed class PeopleTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task The_organization_shows_its_secret()
    {
        JsonNode organization = await GetAsync("organizations/me");

        Assert.Equal(_bench.Secrets.OrganizationSecret, (string?)organization["secret"]);
        Assert.Single((await GetAsync($"organizations/{(long)organization["id"]!}/accounts")).AsArray());
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", "organizations/999999/accounts")).Status);
    }

    [Theory]
    [InlineData("accounts", 1)]
    [InlineData("accounts?where=defaultAccount%3Dtrue", 1)]
    [InlineData("accounts?where=defaultAccount%3D'true'", 1)]
    [InlineData("accounts?where=type%3D'CompanyAccount'", 0)]
    [InlineData("accounts?offset=1", 0)]
    [InlineData("users", 1)]
    [InlineData("organizations/users", 1)]
    public async Task Exactly_one_account_is_the_default(string path, int expected)
    {
        Assert.Equal(expected, (await GetAsync(path)).AsArray().Count);
    }

    [Fact]
    public async Task A_users_secret_needs_that_users_password()
    {
        JsonNode plain = await GetAsync("users/me@example.test");
        Assert.Null(plain["secret"]);
        HttpClient client = _bench.Client(_bench.PlatformHeader);
        client.DefaultRequestHeaders.Add("Elements-User-Password", "first-password");
        HttpClient guessing = _bench.Client(_bench.PlatformHeader);
        guessing.DefaultRequestHeaders.Add("Elements-User-Password", "guess");

        Assert.Equal(_bench.Secrets.UserSecret, (string?)(await ServiceBench.SendAsync(client, "GET", $"users/{(long)plain["id"]!}")).Body!["secret"]);
        Assert.Equal(401, (await ServiceBench.SendAsync(guessing, "GET", "users/me@example.test")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", "users/nobody@example.test")).Status);
    }

    [Fact]
    public async Task Settings_of_an_account_are_merged()
    {
        long id = (long)(await GetAsync("accounts"))[0]!["id"]!;

        await ServiceBench.SendAsync(_bench.Platform, "POST", "accounts/settings", """{"a":"1","b":true}""");
        await ServiceBench.SendAsync(_bench.Platform, "PATCH", $"accounts/{id}/settings", """{"a":null,"c":"3"}""");

        Assert.Equal("""{"b":"true","c":"3"}""", (await GetAsync("accounts/settings")).ToJsonString());
        Assert.Equal(404, (await ServiceBench.SendAsync(_bench.Platform, "GET", "accounts/999999/settings")).Status);
    }

    [Theory]
    [InlineData("jobs", 200)]
    [InlineData("usage", 404)]
    [InlineData("usage/65e6f0a1b2c3d4e5f6a7b8c9", 404)]
    [InlineData("notifications?topics[]=x", 501)]
    [InlineData("events/servicenow", 501)]
    [InlineData("accounts/instances?tags[]=none", 404)]
    public async Task Lists_of_the_third_tier_answer_as_the_contract_says_or_say_that_they_come_later(string path, int expected)
    {
        Assert.Equal(expected, (await ServiceBench.SendAsync(_bench.Platform, "GET", path)).Status);
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(_bench.Platform, "GET", path);
        Assert.True(status == 200, body?.ToJsonString());
        return body!;
    }
}

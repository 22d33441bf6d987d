using System.Text.Json.Nodes;

namespace ServiceNowElement.Service.Tests;

/// <summary>Contract cloud-elements-api §2.3: sign-in with a password, today's and the older one.</summary>
public sealed class LoginTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    private const string Credentials = """{"username":"Me@example.test","password":"first-password"}""";
    private readonly ServiceBench _bench = fixture.Bench;

    [Fact]
    public async Task The_token_of_a_login_gives_the_secrets_and_opens_platform_calls()
    {
        (int status, JsonNode? user, _) = await ServiceBench.SendAsync(_bench.Client(null), "POST", "authentication", Credentials);
        Assert.Equal(200, status);
        HttpClient signedIn = _bench.Client("Bearer " + (string)user!["token"]!);

        JsonNode? secrets = (await ServiceBench.SendAsync(signedIn, "GET", "authentication/secrets")).Body;

        Assert.Equal(_bench.Secrets.UserSecret, (string?)secrets!["userSecret"]);
        Assert.Equal(_bench.Secrets.OrganizationSecret, (string?)secrets["organizationSecret"]);
        Assert.Equal("me@example.test", (string?)user["username"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(signedIn, "GET", "organizations/me")).Status);
    }

    [Theory]
    [InlineData("""{"username":"me@example.test","password":"wrong"}""", 401)]
    [InlineData("""{"username":"nobody@example.test","password":"first-password"}""", 401)]
    [InlineData("{}", 401)]
    [InlineData("[]", 400)]
    public async Task A_wrong_password_and_an_unknown_name_look_the_same(string body, int expected)
    {
        Assert.Equal(expected, (await ServiceBench.SendAsync(_bench.Client(null), "POST", "authentication", body)).Status);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer CfDJ8AAAA")]
    public async Task A_token_that_is_none_of_ours_is_401(string header)
    {
        Assert.Equal(401, (await ServiceBench.SendAsync(_bench.Client(header), "GET", "authentication/secrets")).Status);
    }

    [Fact]
    public async Task Clients_of_2017_sign_in_with_a_form_and_a_cookie()
    {
        using var client = new HttpClient { BaseAddress = _bench.Service.Url };
        using HttpResponseMessage login = await client.PostAsync("elements/j_spring_security_check", new FormUrlEncodedContent([new("j_username", "me@example.test"), new("j_password", "first-password")]));
        Assert.Equal(200, (int)login.StatusCode);

        JsonNode secrets = JsonNode.Parse(await client.GetStringAsync("elements/api-v1/ui/getSecrets"))!;

        Assert.Equal(_bench.Secrets.UserSecret, (string?)secrets["user"]);
        Assert.Equal(_bench.Secrets.OrganizationSecret, (string?)secrets["company"]);
        using var stranger = new HttpClient { BaseAddress = _bench.Service.Url };
        Assert.Equal(401, (int)(await stranger.GetAsync("elements/api-v1/ui/getSecrets")).StatusCode);
        Assert.Equal(401, (int)(await stranger.PostAsync("elements/j_spring_security_check", new FormUrlEncodedContent([new("j_username", "me@example.test"), new("j_password", "x")]))).StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_the_logins_of_the_old_one()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1);
        JsonNode? user = (await ServiceBench.SendAsync(bench.Client(null), "POST", "authentication", Credentials)).Body;
        HttpClient signedIn = bench.Client("Bearer " + (string)user!["token"]!);

        Assert.Equal(200, (await ServiceBench.SendAsync(signedIn, "PUT", "authentication/passwords", """{"oldPassword":"first-password","newPassword":"second-password"}""")).Status);

        Assert.Equal(401, (await ServiceBench.SendAsync(signedIn, "GET", "organizations/me")).Status);
        Assert.Equal(401, (await ServiceBench.SendAsync(bench.Client(null), "POST", "authentication", Credentials)).Status);
    }

    [Fact]
    public async Task Guessing_passwords_is_slowed_down()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1, options => options.SignInsPerMinute = 3);
        int[] statuses = new int[5];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = (await ServiceBench.SendAsync(bench.Client(null), "POST", "authentication", $$"""{"username":"me@example.test","password":"guess{{i}}"}""")).Status;
        }

        Assert.Equal([401, 401, 401, 429, 429], statuses);
    }
}

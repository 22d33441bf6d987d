using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tests;

/// <summary>What the people who run the service rely on: logs, command line, migrations, telemetry.</summary>
public sealed class OperationsTests
{
    [Fact]
    public async Task Logs_have_paths_and_request_ids_and_neither_secrets_nor_conditions()
    {
        using var log = new LogCollector();
        await using ServiceBench bench = await ServiceBench.StartAsync(5, options => options.Logging = logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        JsonObject instance = await bench.CreateInstanceAsync("log", """ "my.password":"password-in-body" """);
        HttpClient hub = bench.Hub((string)instance["token"]!);
        (_, _, HttpResponseMessage response) = await ServiceBench.SendAsync(hub, "GET", "incidents?where=short_description%3D'personal-data'");
        await ServiceBench.SendAsync(bench.Client(null), "POST", "authentication", """{"username":"me@example.test","password":"wrong-guess"}""");

        string all = string.Join('\n', log.Lines);

        Assert.Contains("/elements/api-v2/incidents", all, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("Elements-Request-Id").Single(), all, StringComparison.Ordinal);
        Assert.Contains("Provider: GET", all, StringComparison.Ordinal);
        string[] secrets = [bench.Secrets.UserSecret, bench.Secrets.OrganizationSecret, (string)instance["token"]!, "password-in-body", "personal-data", "wrong-guess", "first-password"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organization_is_added_from_the_command_line()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1);
        using var output = new StringWriter();
        using var error = new StringWriter();

        int code = await ServiceCommandLine.RunAsync(["--data", bench.DataFolder, "--add-organization", "Second", "second@example.test"], output, error);
        int again = await ServiceCommandLine.RunAsync(["--data", bench.DataFolder, "--add-organization", "Second", "second@example.test"], output, error);

        Assert.Equal((0, 2), (code, again));
        string[] lines = output.ToString().Split('\n', StringSplitOptions.TrimEntries);
        string Value(string name) => lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[(name.Length + 1)..].Trim();
        JsonNode? organization = (await ServiceBench.SendAsync(bench.Client($"User {Value("User secret:")}, Organization {Value("Organization secret:")}"), "GET", "organizations/me")).Body;
        Assert.Equal("Second", (string?)organization!["name"]);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--urls", "https://127.0.0.1:0")]
    [InlineData("--urls", "http://other.example:80")]
    [InlineData("--add-organization", "only-a-name")]
    public async Task What_the_command_line_does_not_understand_ends_it_with_2(params string[] arguments)
    {
        string folder = Path.Combine(Path.GetTempPath(), "sne-args-" + Guid.NewGuid().ToString("N"));
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, await ServiceCommandLine.RunAsync([.. arguments, "--data", folder], output, error));
        Assert.NotEqual(string.Empty, error.ToString());
    }

    [Fact]
    public void Both_sets_of_migrations_are_complete()
    {
        using SqliteServiceDb sqlite = new SqliteDesign().CreateDbContext([]);
        using PostgresServiceDb postgres = new PostgresDesign().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_disturbs_nobody()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1, options => options.TelemetryEndpoint = "http://127.0.0.1:1");

        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Platform, "GET", "organizations/me")).Status);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_504()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(5, options => options.RequestLimit = TimeSpan.FromMilliseconds(1));

        (int status, JsonNode? body, _) = await ServiceBench.SendAsync(bench.Platform, "POST", "instances", $$$"""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"admin","password":"admin","servicenow.subdomain":"{{{bench.Simulator.Url}}}"}}""");

        Assert.Equal(504, status);
        Assert.NotNull(body!["requestId"]);
    }
}

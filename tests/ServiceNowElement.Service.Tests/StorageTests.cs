using System.Text;
using System.Text.Json.Nodes;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Tests;

/// <summary>What is kept: it survives a restart, shows no secret, and keeps tenants apart.</summary>
public sealed class StorageTests
{
    [Fact]
    public async Task Instances_tokens_and_secrets_survive_a_restart()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(5);
        JsonObject instance = await bench.CreateInstanceAsync("stays", """ "my.secret":"kept-secret" """);

        await bench.RestartAsync();

        Assert.Null(bench.Service.Bootstrap);
        JsonNode? read = (await ServiceBench.SendAsync(bench.Platform, "GET", $"instances/{(long)instance["id"]!}")).Body;
        Assert.Equal(instance.ToJsonString(), read!.ToJsonString());
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub((string)instance["token"]!), "GET", "incidents?pageSize=1")).Status);
    }

    [Fact]
    public async Task No_secret_can_be_read_in_the_data_folder()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(1, options => options.BootstrapPassword = "bootstrap-password-in-clear");
        string body = $$$"""{"name":"x","element":{"key":"servicenow"},"configuration":{"username":"admin","password":"admin","servicenow.subdomain":"{{{bench.Simulator.Url}}}","my.api-key":"unknown-key-in-clear","webhookSecret":"webhook-secret-in-clear","event.notification.signature.key":"signature-in-clear","harmless":"harmless-in-clear"}}""";
        JsonNode? instance = (await ServiceBench.SendAsync(bench.Platform, "POST", "instances", body)).Body;
        Assert.Equal("********", (string?)instance!["configuration"]!["my.api-key"]);
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Platform, "PATCH", $"instances/{(long)instance["id"]!}", """{"configuration":{"another.password":"later-password-in-clear"}}""")).Status);
        await bench.Service.DisposeAsync();
        string[] secrets = ["bootstrap-password-in-clear", "unknown-key-in-clear", "webhook-secret-in-clear", "signature-in-clear", "later-password-in-clear", bench.Secrets.UserSecret, bench.Secrets.OrganizationSecret, (string)instance["token"]!];

        string[] files = Directory.GetFiles(bench.DataFolder, "*", SearchOption.AllDirectories);
        string everything = string.Concat(files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

        Assert.Contains("harmless-in-clear", everything, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
        await bench.RestartAsync();
    }

    [Fact]
    public async Task Two_organizations_see_nothing_of_each_other()
    {
        await using ServiceBench bench = await ServiceBench.StartAsync(5);
        JsonObject instance = await bench.CreateInstanceAsync("mine");
        TenantSecrets other = await bench.Service.AddOrganizationAsync("Other", "other@example.test");
        HttpClient stranger = bench.Client($"User {other.UserSecret}, Organization {other.OrganizationSecret}");
        HttpClient thief = bench.Client($"User {other.UserSecret}, Element {(string)instance["token"]!}");
        string path = $"instances/{(long)instance["id"]!}";

        Assert.Equal(404, (await ServiceBench.SendAsync(stranger, "GET", "instances")).Status);
        (string, string, string?)[] tries = [("GET", "", null), ("GET", "/configuration", null), ("GET", "/docs", null), ("PATCH", "", "{}"), ("PUT", "", "{}"), ("DELETE", "/enabled", null), ("DELETE", "", null)];
        foreach ((string method, string rest, string? body) in tries)
        {
            Assert.Equal(404, (await ServiceBench.SendAsync(stranger, method, path + rest, body)).Status);
        }

        Assert.Equal(401, (await ServiceBench.SendAsync(thief, "GET", "incidents")).Status);
        Assert.Equal(401, (await ServiceBench.SendAsync(thief, "GET", "instances/configuration")).Status);
        Assert.Equal(401, (await ServiceBench.SendAsync(bench.Client($"User {other.UserSecret}, Organization {bench.Secrets.OrganizationSecret}"), "GET", "organizations/me")).Status);
        Assert.Equal(404, (await ServiceBench.SendAsync(stranger, "GET", "users/me@example.test")).Status);
        Assert.Single((await ServiceBench.SendAsync(stranger, "GET", "users")).Body!.AsArray());
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Platform, "GET", path)).Status);
    }

    [Fact]
    public async Task Secrets_of_the_first_start_can_be_given()
    {
        const string User = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        const string Organization = "0123456789abcdef0123456789abcdef";
        await using ServiceBench bench = await ServiceBench.StartAsync(1, options => (options.BootstrapUserSecret, options.BootstrapOrganizationSecret) = (User, Organization));

        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Client($"User {User}, Organization {Organization}"), "GET", "organizations/me")).Status);
    }

    [Fact]
    public async Task The_store_runs_on_postgres_as_well()
    {
        string? connection = Environment.GetEnvironmentVariable("POSTGRES_TEST");
        Assert.SkipWhen(string.IsNullOrEmpty(connection), "POSTGRES_TEST holds no connection string.");
        string database = "sne_" + Guid.NewGuid().ToString("N")[..12];
        await using ServiceBench bench = await ServiceBench.StartAsync(5, options => options.Postgres = connection + ";Database=" + database);

        JsonObject instance = await bench.CreateInstanceAsync("pg");
        await bench.RestartAsync();

        JsonNode? read = (await ServiceBench.SendAsync(bench.Platform, "GET", $"instances/{(long)instance["id"]!}")).Body;
        Assert.Equal(instance.ToJsonString(), read!.ToJsonString());
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Hub((string)instance["token"]!), "GET", "ping")).Status);
        Assert.Equal(200, (await ServiceBench.SendAsync(bench.Platform, "DELETE", $"instances/{(long)instance["id"]!}")).Status);
    }
}

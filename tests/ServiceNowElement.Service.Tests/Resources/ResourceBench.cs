using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;
using ServiceNowElement.Service.Tests.Hub;

namespace ServiceNowElement.Service.Tests.Resources;

/// <summary>One service for the tests of a class; each test takes an instance of its own, and names of its own above the instance.</summary>
public sealed class ResourceBench : IAsyncLifetime
{
    internal ServiceBench Service { get; private set; } = null!;

    internal ServiceDb Db() => Service.Service.Services.GetRequiredService<ServiceDbFactory>().CreateDbContext();

    internal async Task<ResourceInstance> InstanceAsync(ServiceBench? bench = null)
    {
        JsonObject made = await (bench ?? Service).CreateInstanceAsync("i" + Guid.NewGuid().ToString("N"));
        return new ResourceInstance((long)made["id"]!, Service.Hub((string)made["token"]!));
    }

    /// <summary>Makes another organization and returns a client of its platform calls.</summary>
    internal async Task<(HttpClient Platform, TenantSecrets Secrets)> OtherTenantAsync()
    {
        TenantSecrets secrets = await Service.Service.Services.GetRequiredService<TenantMaker>().AddAsync("Other", Guid.NewGuid().ToString("N") + "@example.test", TestContext.Current.CancellationToken);
        return (Service.Client($"User {secrets.UserSecret}, Organization {secrets.OrganizationSecret}"), secrets);
    }

    internal async Task<long> DefaultAccountAsync() => (long)(await ExpectAsync(200, "GET", "accounts"))!.AsArray().Single(account => (bool)account!["defaultAccount"]!)!["id"]!;

    internal async Task<long> OtherAccountAsync()
    {
        await using ServiceDb db = Db();
        var account = new AccountEntity { OrganizationId = db.Organizations.OrderBy(row => row.Id).First().Id, Name = "Branch" };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return account.Id;
    }

    /// <summary>Makes a user of an account that is not the default one.</summary>
    internal async Task<(long Account, HttpClient Platform)> BranchUserAsync()
    {
        long account = await OtherAccountAsync();
        IServiceProvider services = Service.Service.Services;
        string secret = SecretMaker.UserSecret();
        await using ServiceDb db = Db();
        db.Users.Add(new UserEntity
        {
            OrganizationId = db.Organizations.OrderBy(row => row.Id).First().Id,
            AccountId = account,
            Email = Guid.NewGuid().ToString("N") + "@example.test",
            SecretHash = services.GetRequiredService<SecretHasher>().Hash(secret),
            SecretProtected = services.GetRequiredService<SecretBox>().Seal(secret),
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (account, Service.Client($"User {secret}, Organization {Service.Secrets.OrganizationSecret}"));
    }

    /// <summary>Sends a platform call and checks its status.</summary>
    internal async Task<JsonNode?> ExpectAsync(int status, string method, string path, string? body = null, HttpClient? client = null)
    {
        (int answered, JsonNode? answer, HttpResponseMessage response) = await ServiceBench.SendAsync(client ?? Service.Platform, method, path, body);
        using (response)
        {
            Assert.True(status == answered, $"{method} {path}: {answered} instead of {status}: {answer?.ToJsonString()}");
        }

        return answer;
    }

    /// <summary>Defines an object and maps it at the level of an instance.</summary>
    internal async Task MapAsync(ResourceInstance instance, string name, string transformation, string fields = """[{"path":"id","type":"string"}]""")
    {
        await ExpectAsync(200, "POST", $"instances/{instance.Id}/objects/{name}/definitions", $$"""{"fields":{{fields}}}""");
        await ExpectAsync(200, "POST", $"instances/{instance.Id}/transformations/{name}", transformation);
    }

    internal static async Task<HubReply> HubAsync(ResourceInstance instance, string method, string path, string? body = null, HttpStatusCode status = HttpStatusCode.OK) =>
        (await HubReply.SendAsync(instance.Hub, new HttpMethod(method), path, body == null ? null : HubBench.Json(body))).Expect(status);

    internal static string NewName(string prefix) => prefix + Guid.NewGuid().ToString("N")[..8];

    public async ValueTask InitializeAsync() => Service = await ServiceBench.StartAsync(12);

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

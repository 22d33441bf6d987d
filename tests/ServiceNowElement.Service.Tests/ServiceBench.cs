using System.Text;
using System.Text.Json.Nodes;
using ServiceNowElement.Service.Tenants;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Service.Tests;

/// <summary>A simulator and a service on real ports, with a data folder of their own and clients that send the right headers.</summary>
internal sealed class ServiceBench : IAsyncDisposable
{
    private readonly ServiceOptions _options;
    private readonly List<HttpClient> _clients = [];

    private ServiceBench(SimulatorHost simulator, ServiceHost service, ServiceOptions options)
    {
        Simulator = simulator;
        Service = service;
        _options = options;
        Secrets = service.Bootstrap!;
        Platform = Client(PlatformHeader);
    }

    internal SimulatorHost Simulator { get; }

    internal ServiceHost Service { get; private set; }

    /// <summary>Gets the secrets of the first organization.</summary>
    internal TenantSecrets Secrets { get; }

    internal string DataFolder => _options.DataFolder;

    /// <summary>Gets the Authorization of platform calls.</summary>
    internal string PlatformHeader => $"User {Secrets.UserSecret}, Organization {Secrets.OrganizationSecret}";

    /// <summary>Gets a client of platform calls; addresses are relative to the API: <c>instances/1</c>.</summary>
    internal HttpClient Platform { get; private set; }

    internal static async Task<ServiceBench> StartAsync(int incidents = 50, Action<ServiceOptions>? change = null)
    {
        SimulatorHost simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents });
        var options = new ServiceOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = Path.Combine(Path.GetTempPath(), "sne-service-" + Guid.NewGuid().ToString("N")),
            BootstrapEmail = "me@example.test",
            BootstrapPassword = "first-password",
            SignInsPerMinute = 1000,
            ShutdownTime = TimeSpan.FromSeconds(2),
        };
        change?.Invoke(options);
        return new ServiceBench(simulator, await ServiceHost.StartAsync(options), options);
    }

    /// <summary>Ends the service and starts it again on the same data folder, on another port.</summary>
    internal async Task RestartAsync()
    {
        await Service.DisposeAsync();
        Service = await ServiceHost.StartAsync(_options);
        Platform = Client(PlatformHeader);
    }

    /// <summary>Makes a client; null sends no Authorization.</summary>
    internal HttpClient Client(string? authorization)
    {
        var client = new HttpClient { BaseAddress = Service.ApiUrl };
        if (authorization != null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a client of hub calls for a token.</summary>
    internal HttpClient Hub(string token) => Client($"User {Secrets.UserSecret}, Element {token}");

    /// <summary>Makes an instance on the simulator and returns the answer of the service.</summary>
    internal async Task<JsonObject> CreateInstanceAsync(string name = "demo", string? extraConfiguration = null, string members = "")
    {
        string extra = extraConfiguration == null ? string.Empty : "," + extraConfiguration;
        string body = $$$"""{"name":"{{{name}}}","element":{"key":"servicenow"}{{{members}}},"configuration":{"username":"admin","password":"admin","servicenow.subdomain":"{{{Simulator.Url}}}"{{{extra}}}}}""";
        (int status, JsonNode? answer, _) = await SendAsync(Platform, "POST", "instances", body);
        Assert.True(status == 200, $"{status}: {answer?.ToJsonString()}");
        return answer!.AsObject();
    }

    /// <summary>Sends a call and reads its JSON.</summary>
    internal static async Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> SendAsync(HttpClient client, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body != null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        HttpResponseMessage response = await client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Service.DisposeAsync();
        await Simulator.DisposeAsync();
        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }
}

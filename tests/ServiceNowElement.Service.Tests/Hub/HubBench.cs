using System.Text;
using ServiceNowElement.Simulator;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>A service with one instance on a simulator, and hub calls to it.</summary>
internal sealed class HubBench : IAsyncDisposable
{
    private readonly ServiceBench _bench;
    private readonly HttpClient _client;
    private readonly long _instance;

    private HubBench(ServiceBench bench, string token, long instance)
    {
        _bench = bench;
        _client = bench.Hub(token);
        _instance = instance;
    }

    internal SimulatorHost Simulator => _bench.Simulator;

    internal HttpClient Client => _client;

    internal static async Task<HubBench> StartAsync(int incidents = 50, string? configuration = null)
    {
        ServiceBench bench = await ServiceBench.StartAsync(incidents);
        var instance = await bench.CreateInstanceAsync("bench", configuration);
        return new HubBench(bench, (string)instance["token"]!, (long)instance["id"]!);
    }

    internal static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    internal async Task DisableAsync() => Assert.Equal(200, (await ServiceBench.SendAsync(_bench.Platform, "DELETE", $"instances/{_instance}/enabled")).Status);

    internal Task<HubReply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    internal Task<HubReply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, Json(json));

    internal Task<HubReply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, Json(json));

    internal Task<HubReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    internal Task<HubReply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        HubReply.SendAsync(_client, method, path, content, headers);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}

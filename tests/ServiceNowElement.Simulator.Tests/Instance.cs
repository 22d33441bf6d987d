using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ServiceNowElement.Simulator.Tests;

/// <summary>A simulator and a plain HTTP client signed in to it.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private Instance(SimulatorHost host)
    {
        Host = host;
        Client = new HttpClient { BaseAddress = host.Url };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("admin:admin"u8));
        Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    internal SimulatorHost Host { get; }

    internal HttpClient Client { get; }

    internal static async Task<Instance> StartAsync(int incidents = 200) => new(await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents }));

    internal async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(string method, string target, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (json != null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        HttpResponseMessage response = await Client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        return (response, body.Length > 0 ? JsonDocument.Parse(body).RootElement : default);
    }

    internal async Task<List<string>> ListAsync(string table, string query, string field = "sys_id")
    {
        (_, JsonElement body) = await SendAsync("GET", $"api/now/v2/table/{table}?sysparm_fields={field}&sysparm_query={Uri.EscapeDataString(query)}");
        return [.. body.GetProperty("result").EnumerateArray().Select(row => row.GetProperty(field).ValueKind == JsonValueKind.String ? row.GetProperty(field).GetString()! : row.GetProperty(field).GetProperty("value").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}

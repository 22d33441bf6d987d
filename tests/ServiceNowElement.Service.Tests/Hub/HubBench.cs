using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Hub;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Simulator;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Tests.Hub;

internal sealed class HubBench : IAsyncDisposable, ITransformationSource
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private HubBench(SimulatorHost simulator)
    {
        Simulator = simulator;
        IElement element = new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential("admin", new NetworkCredential(string.Empty, "admin").SecurePassword));
        var handler = new HubHandler(this);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http =>
        {
            try
            {
                string[] path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
                var info = new InstanceInfo(1, "bench", "servicenow", 1, 1, 1, Disabled, Configuration);
                await handler.HandleAsync(new HubCall(http, info, element, new CallContext(NullDiagnostics.Instance, http.RequestAborted) { MaxWait = TimeSpan.Zero }, path));
            }
            catch (ApiException failure)
            {
                http.Response.StatusCode = failure.Status;
                await http.Response.WriteAsJsonAsync(new { message = failure.Message });
            }
            catch (ElementException failure)
            {
                http.Response.StatusCode = failure.Entry.ServiceStatus;
                await http.Response.WriteAsJsonAsync(new { message = failure.Message });
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                http.Response.StatusCode = 500;
                await http.Response.WriteAsJsonAsync(new { message = failure.ToString() });
            }
        });
        _client = new HttpClient();
    }

    internal SimulatorHost Simulator { get; }

    internal bool Disabled { get; set; }

    internal Dictionary<string, string?> Configuration { get; } = [];

    internal Dictionary<string, Transformation> Transformations { get; } = [];

    internal static async Task<HubBench> StartAsync(int incidents = 500)
    {
        var bench = new HubBench(await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents }));
        await bench._app.StartAsync();
        bench._client.BaseAddress = new Uri(bench._app.Urls.First() + "/");
        return bench;
    }

    internal Task<HubReply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    internal Task<HubReply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, Json(json));

    internal Task<HubReply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, Json(json));

    internal Task<HubReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    internal static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    internal async Task<HubReply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new HubReply(response.StatusCode, bytes, response.Headers, response.Content.Headers);
    }

    public ValueTask<Transformation?> FindAsync(InstanceInfo instance, string objectName, CancellationToken token) =>
        ValueTask.FromResult(Transformations.GetValueOrDefault(objectName));

    public ValueTask<IReadOnlyList<(string ObjectName, string? VendorName)>> ListAsync(InstanceInfo instance, CancellationToken token) =>
        ValueTask.FromResult<IReadOnlyList<(string, string?)>>([.. Transformations.Values.Select(found => (found.ObjectName, (string?)found.VendorName))]);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}

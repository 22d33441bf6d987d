using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Hub;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.ServiceNow;
using ServiceNowElement.ServiceNow.Auth;
using ServiceNowElement.Simulator;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>The hub handler alone behind a real port, with transformations given by the test instead of the store.</summary>
internal sealed class TransformationBench : IAsyncDisposable, ITransformationSource
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TransformationBench(SimulatorHost simulator)
    {
        Simulator = simulator;
        IElement element = new DirectElement(InstanceAddress.Parse(simulator.Url.ToString()), new BasicCredential("admin", new NetworkCredential(string.Empty, "admin").SecurePassword));
        var handler = new HubHandler(this);
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http =>
        {
            try
            {
                string[] path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[2..];
                var info = new InstanceInfo(1, "bench", "servicenow", 1, 1, 1, false, new Dictionary<string, string?>());
                await handler.HandleAsync(new HubCall(http, info, element, CallContext.None.With(http.RequestAborted), path));
            }
            catch (Exception failure) when (ErrorWriter.Normalize(failure) is { } known)
            {
                await ErrorWriter.WriteAsync(http, known);
            }
        });
        _client = new HttpClient();
    }

    internal SimulatorHost Simulator { get; }

    internal Dictionary<string, Transformation> Transformations { get; } = [];

    internal static async Task<TransformationBench> StartAsync(int incidents = 500)
    {
        var bench = new TransformationBench(await SimulatorHost.StartAsync(new SimulatorOptions { Incidents = incidents }));
        await bench._app.StartAsync();
        bench._client.BaseAddress = new Uri(bench._app.Urls.First() + "/");
        return bench;
    }

    internal Task<HubReply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    internal Task<HubReply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    internal Task<HubReply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        HubReply.SendAsync(_client, method, path, content, headers);

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

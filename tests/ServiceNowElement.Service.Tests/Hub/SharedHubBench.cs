namespace ServiceNowElement.Service.Tests.Hub;

/// <summary>One bench for the many small questions of a class, which change nothing that another one asks for.</summary>
public sealed class SharedHubBench : IAsyncLifetime
{
    internal HubBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bench = await HubBench.StartAsync(60);
        foreach (string text in new[] { "Pat O'Reilly", "alpha one beta two gamma", "alpha beta", "beta alpha", "50% off_line", "" })
        {
            string body = System.Text.Json.JsonSerializer.Serialize(new { short_description = text, correlation_display = "seeded" });
            (await Bench.PostAsync("incidents", body)).Expect(System.Net.HttpStatusCode.OK);
        }
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}

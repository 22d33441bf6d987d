namespace ServiceNowElement.Service.Tests;

/// <summary>One bench for all tests of a class that do not disturb each other.</summary>
public sealed class BenchFixture : IAsyncLifetime
{
    internal ServiceBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bench = await ServiceBench.StartAsync(5);

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}

using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service;

/// <summary>A running service. Several may run in one process, each with a data folder of its own.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceOptions _options;

    private ServiceHost(WebApplication app, ServiceOptions options, TenantSecrets? bootstrap)
    {
        _app = app;
        _options = options;
        Bootstrap = bootstrap;
        Url = new Uri(app.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal) + "/");
    }

    /// <summary>Gets the address it listens on.</summary>
    public Uri Url { get; }

    /// <summary>Gets the address below which the API is.</summary>
    public Uri ApiUrl => new(Url, Http.ApiPath.Prefix + "/");

    /// <summary>Gets the secrets of the first organization when this start made it; null otherwise, for they are kept readable nowhere.</summary>
    public TenantSecrets? Bootstrap { get; }

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts a service: brings the database to the newest shape, makes the first organization if there is none, and listens.</summary>
    /// <param name="options">Where to listen and to store.</param>
    /// <param name="token">Ends the start early.</param>
    /// <returns>The running service; dispose it to end it.</returns>
    public static async Task<ServiceHost> StartAsync(ServiceOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        WebApplication app = ServiceComposition.Build(options);
        try
        {
            TenantSecrets? bootstrap = await ServiceComposition.PrepareAsync(app.Services, token);
            await app.StartAsync(token);
            return new ServiceHost(app, options, bootstrap);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds an organization to a store without listening.</summary>
    /// <param name="options">Where the store is.</param>
    /// <param name="name">The organization's name.</param>
    /// <param name="email">The name of its first user.</param>
    /// <param name="token">Ends it early.</param>
    /// <returns>The secrets, which are shown this once.</returns>
    public static async Task<TenantSecrets> AddOrganizationAsync(ServiceOptions options, string name, string email, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using WebApplication app = ServiceComposition.Build(options);
        await ServiceComposition.PrepareAsync(app.Services, token, bootstrap: false);
        return await app.Services.GetRequiredService<TenantMaker>().AddAsync(name, email, token);
    }

    /// <summary>Adds an organization.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="email">The name of its first user.</param>
    /// <param name="token">Ends it early.</param>
    /// <returns>The secrets, which are shown this once.</returns>
    public Task<TenantSecrets> AddOrganizationAsync(string name, string email, CancellationToken token = default) =>
        Services.GetRequiredService<TenantMaker>().AddAsync(name, email, token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(_options.ShutdownTime);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}

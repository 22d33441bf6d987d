using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Scalar.AspNetCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Hub;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Operations;
using ServiceNowElement.Service.Platform;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service;

/// <summary>Puts the parts together.</summary>
internal static class ServiceComposition
{
    internal static WebApplication Build(ServiceOptions options)
    {
        string folder = Path.GetFullPath(options.DataFolder);
        options.DataFolder = folder;
        PrivateFolder.Create(folder);

        // Without the switch every host watches its settings file, and a machine has few watches.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        ServiceLogging.Configure(builder, options);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTime);
        AddParts(builder.Services, options);
        Telemetry.Add(builder.Services, options);

        WebApplication app = builder.Build();
        app.UseMiddleware<EnvelopeMiddleware>();
        app.UseMiddleware<DispatchMiddleware>();
        app.UseRouting();
        var routes = new ApiRouteTable(app.MapGroup(ApiPath.Prefix), app.Services.GetRequiredService<RouteGate>());
        foreach (IApiRoutes area in app.Services.GetServices<IApiRoutes>())
        {
            area.Map(routes);
        }

        OldLogin.Map(app);
        HealthRoutes.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/scalar");
        return app;
    }

    /// <summary>Brings the store to the newest shape and loads the keys.</summary>
    internal static async Task<TenantSecrets?> PrepareAsync(IServiceProvider services, CancellationToken token, bool bootstrap = true)
    {
        await services.GetRequiredService<ServiceDbFactory>().MigrateAsync(token);
        await services.GetRequiredService<SecretHasher>().LoadAsync(token);
        return bootstrap ? await services.GetRequiredService<TenantMaker>().BootstrapAsync(token) : null;
    }

    private static void AddParts(IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("ServiceNowElement.Service")
            .PersistKeysToFileSystem(PrivateFolder.Create(Path.Combine(options.DataFolder, "keys")));
        services.AddOpenApi(ApiDescription.Configure);
        services.AddSingleton<ServiceDbFactory>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<SecretHasher>();
        services.AddSingleton<LoginTokens>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<TenantMaker>();
        services.AddSingleton<OrganizationLimits>();
        services.AddSingleton<RouteGate>();
        services.AddSingleton<ElementSource>();
        services.AddSingleton<IElementSource>(provider => provider.GetRequiredService<ElementSource>());
        services.AddSingleton<ElementPool>();
        services.AddHostedService(provider => provider.GetRequiredService<ElementPool>());
        services.AddSingleton<HubDispatcher>();
        services.AddSingleton<IHubHandler, HubHandler>();
        ResourceParts.Add(services);
        PlatformParts.Add(services);
    }

    private static void Listen(KestrelServerOptions kestrel, ServiceOptions options)
    {
        (IPAddress address, int port) = Address(options.Url);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.LargestBody;

        // Conditions and page tokens travel in the query.
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1AndHttp2);
    }

    /// <summary>Reads the address to listen on. Encryption is the work of a proxy in front, so https would be a promise that is not kept.</summary>
    private static (IPAddress Address, int Port) Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme == "http" && (url.Host == "localhost" || IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
            ? (url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.Host.Trim('[', ']')), url.Port)
            : throw new ArgumentException($"The service cannot listen on '{text}': give http:// with an IP address or localhost, and put a proxy in front for https.");
}

using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Platform;

/// <summary>Registers the platform's routes; an area adds a line here.</summary>
internal static class PlatformParts
{
    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton<RefreshTokenKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<RefreshTokenKeeper>());
        services.AddSingleton<InstanceProver>();
        services.AddSingleton<InstanceAnswers>();
        services.AddSingleton<InstanceStore>();
        services.AddSingleton<InstanceReader>();
        services.AddSingleton<InstanceEditor>();
        services.AddSingleton<IApiRoutes, InstanceRoutes>();
        services.AddSingleton<TenantReader>();
        services.AddSingleton<AccountSettings>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<InstanceDocs>();
        services.AddSingleton<IApiRoutes, CatalogueRoutes>();
        services.AddSingleton<IApiRoutes, OAuthRoutes>();
        services.AddSingleton<IApiRoutes, LoginRoutes>();
        services.AddSingleton<IApiRoutes, PeopleRoutes>();
        services.AddSingleton<IApiRoutes, DocsRoutes>();
        services.AddSingleton<IApiRoutes, EmptyRoutes>();
        services.AddSingleton<IApiRoutes, LaterRoutes>();
    }
}

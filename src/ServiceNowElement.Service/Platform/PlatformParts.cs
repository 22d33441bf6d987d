using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Platform;

/// <summary>Registers the platform's routes; an area adds a line here.</summary>
internal static class PlatformParts
{
    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton<IApiRoutes, LaterRoutes>();
    }
}

using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Resources;

/// <summary>Registers definitions and transformations.</summary>
internal static class ResourceParts
{
    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton<StoredTransformations>();
        services.AddSingleton<ITransformationSource>(provider => provider.GetRequiredService<StoredTransformations>());
        services.AddSingleton<ResourceWriter>();
        services.AddSingleton<ResourceScopes>();
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<TransformationStore>();
        services.AddSingleton<TransformationUsage>();
        services.AddSingleton<IApiRoutes, DefinitionRoutes>();
        services.AddSingleton<IApiRoutes, TransformationRoutes>();
        services.AddSingleton<IApiRoutes, ExecuteRoutes>();
        services.AddSingleton<IApiRoutes, VirtualResourceRoutes>();
    }
}

namespace ServiceNowElement.Service.Http;

/// <summary>The platform routes of one area; all registered ones are mapped at start.</summary>
internal interface IApiRoutes
{
    /// <summary>Adds the routes.</summary>
    void Map(ApiRouteTable routes);
}

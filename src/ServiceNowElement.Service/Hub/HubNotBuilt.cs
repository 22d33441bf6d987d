using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Stands where the resources of the element will be.</summary>
internal sealed class HubNotBuilt : IHubHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(HubCall call) => throw new ApiException(StatusCodes.Status501NotImplemented, "The resources of the element are not built in this version of the service.");
}

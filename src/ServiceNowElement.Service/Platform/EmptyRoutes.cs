using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Platform;

/// <summary>Lists of the contract's third tier that are empty here, because nothing of their kind can be made (contract cloud-elements-api §3.3, §14.2).</summary>
internal sealed class EmptyRoutes : IApiRoutes
{
    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("GET", "/jobs", Access.Organization, "Lists scheduled jobs; there are none.", _ => Task.FromResult<JsonNode?>(new JsonArray()));
        routes.Add("GET", "/usage", Access.Organization, "Lists recorded calls; none are recorded.", _ => throw new ApiException(StatusCodes.Status404NotFound, "No usage found."));
        routes.Add("GET", "/usage/{requestId}", Access.Organization, "Reads a recorded call; none are recorded.", _ => throw new ApiException(StatusCodes.Status404NotFound, "No usage found for this request."));
    }
}

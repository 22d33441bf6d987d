using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Platform;

/// <summary>Routes of the contract that this version does not have: they say so instead of pretending to be empty.</summary>
internal sealed class LaterRoutes : IApiRoutes
{
    // Every entry goes when its room (Bulk/, Events/) brings the real routes.
    private static readonly (string Pattern, string What)[] s_later =
    [
        ("/notifications/{**rest}", "Notifications"),
        ("/events/{**rest}", "Inbound events"),
        ("/instances/{id:long}/events/{**rest}", "Events"),
        ("/instances/events/{**rest}", "Events"),
    ];

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        foreach ((string pattern, string what) in s_later)
        {
            routes.AddAll(pattern, Access.Either, _ => throw new ApiException(StatusCodes.Status501NotImplemented, what + " are not built in this version of the service; they come later."));
        }
    }
}

using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Platform;

/// <summary>Routes of the contract that this version does not have: they say so instead of pretending to be empty.</summary>
internal sealed class LaterRoutes : IApiRoutes
{
    // Every entry goes when its room (Bulk/, Events/, Resources/) brings the real routes.
    private static readonly (string Pattern, string What)[] s_later =
    [
        ("/notifications/{**rest}", "Notifications"),
        ("/events/{**rest}", "Inbound events"),
        ("/instances/{id:long}/events/{**rest}", "Events"),
        ("/instances/events/{**rest}", "Events"),
        ("/organizations/objects/{**rest}", "Object definitions"),
        ("/accounts/objects/{**rest}", "Object definitions"),
        ("/accounts/{id:long}/objects/{**rest}", "Object definitions"),
        ("/instances/objects/{**rest}", "Object definitions"),
        ("/instances/{id:long}/objects/{**rest}", "Object definitions"),
        ("/organizations/elements/{**rest}", "Transformations"),
        ("/accounts/{id:long}/elements/{**rest}", "Transformations"),
        ("/instances/transformations/{**rest}", "Transformations"),
        ("/instances/{id:long}/transformations/{**rest}", "Transformations"),
        ("/transformations/{**rest}", "Transformations"),
        ("/vdrs/{**rest}", "Virtual data resources"),
        ("/common-resources/{**rest}", "Common resources"),
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

using Microsoft.AspNetCore.Http.Features;
using ServiceNowElement.Service.Hub;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Http;

/// <summary>Sends a call to the element or to the platform (contract cloud-elements-api §1.1).</summary>
internal sealed class DispatchMiddleware(RequestDelegate next, HubDispatcher hub, TenantDirectory tenants, ITransformationSource transformations)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (ApiPath.Read(http.Request.Path) is not { } path)
        {
            await next(http);
            return;
        }

        if (path.Segments.Count > 0 && path.Is(path.Segments.Count - 1, "attachments") && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // Files are streamed, so their size is the provider's business.
            size.MaxRequestBodySize = null;
        }

        AuthorizationParts parts = RouteGate.Parts(http);
        if (await IsHubAsync(http, path, parts))
        {
            await hub.DispatchAsync(http, path, parts);
            return;
        }

        http.Request.Path = path.Normal;
        await next(http);
    }

    private async ValueTask<bool> IsHubAsync(HttpContext http, ApiPath path, AuthorizationParts parts)
    {
        switch (RoutingRule.Of(path))
        {
            case PathKind.Hub:
                return true;
            case PathKind.HubWithToken:
                return parts.Element != null;
            case PathKind.HubWhenDefined when parts.Element != null:
                Caller? caller = await tenants.FindCallerAsync(parts, http.RequestAborted);
                OpenInstance? instance = caller == null ? null : await tenants.FindInstanceAsync(parts.Element, caller, http.RequestAborted);
                return instance != null && await transformations.FindAsync(instance.Info, path.Segments[0], http.RequestAborted) != null;
            default:
                return false;
        }
    }
}

using System.Globalization;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Operations;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Hub;

/// <summary>Brings hub calls to their handler: secrets, instance, limits, then the open element (contract cloud-elements-api §2.2, §5.7).</summary>
internal sealed class HubDispatcher(TenantDirectory tenants, ElementPool pool, IHubHandler handler, OrganizationLimits limits, ILogger<HubDispatcher> logger)
{
    internal const string InstanceHeader = "Elements-Element-Instance-Id";

    private readonly LogDiagnostics _diagnostics = new(logger);

    internal async Task DispatchAsync(HttpContext http, ApiPath path, AuthorizationParts parts)
    {
        Caller? caller = await tenants.FindCallerAsync(parts, http.RequestAborted);
        OpenInstance? instance = caller == null || parts.Element == null ? null : await tenants.FindInstanceAsync(parts.Element, caller, http.RequestAborted);
        if (instance == null)
        {
            throw ApiCall.Unauthorized();
        }

        http.Response.Headers[InstanceHeader] = instance.Info.Id.ToString(CultureInfo.InvariantCulture);
        limits.Take(instance.Info.OrganizationId);
        IReadOnlyList<string> segments = path.HubSegments();
        if (segments.Count == 0)
        {
            throw new ApiException(StatusCodes.Status404NotFound, ErrorWriter.Words(404));
        }

        if (instance.Info.Disabled && !segments[0].Equals("objects", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"The element instance {instance.Info.Id} is disabled.");
        }

        RefuseWhatComesLater(http, segments);
        using ElementLease lease = await pool.RentAsync(instance, http.RequestAborted);

        // A rate limit of the provider is passed on at once: the caller knows better how long to wait (contract §3.2).
        var context = new CallContext(_diagnostics, http.RequestAborted) { MaxWait = TimeSpan.Zero };
        await handler.HandleAsync(new HubCall(http, instance.Info, lease.Element, context, segments));
    }

    private static void RefuseWhatComesLater(HttpContext http, IReadOnlyList<string> segments)
    {
        if (segments[0].Equals("bulk", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status501NotImplemented, "Bulk jobs are not built in this version of the service; they come later.");
        }

        if (string.Equals(http.Request.Headers["Elements-Async-Request"], "true", StringComparison.OrdinalIgnoreCase) || http.Request.Headers.ContainsKey("Elements-Schedule-Request"))
        {
            throw new ApiException(StatusCodes.Status501NotImplemented, "Asynchronous and scheduled calls are not built in this version of the service; they come later.");
        }
    }
}

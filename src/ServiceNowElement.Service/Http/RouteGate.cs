using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Operations;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Http;

/// <summary>Checks who calls, before anything else is done (contract cloud-elements-api §2.2).</summary>
internal sealed class RouteGate(TenantDirectory tenants, ServiceDbFactory store, OrganizationLimits limits)
{
    internal static AuthorizationParts Parts(HttpContext http) => AuthorizationParts.Read(http.Request.Headers.Authorization.ToString());

    internal async ValueTask<Caller> RequireCallerAsync(HttpContext http, Access access)
    {
        AuthorizationParts parts = Parts(http);
        Caller? caller = await tenants.FindCallerAsync(parts, http.RequestAborted);
        if (caller == null || (access == Access.Organization && !caller.ProvedOrganization))
        {
            throw ApiCall.Unauthorized();
        }

        limits.Take(caller.OrganizationId);
        return caller;
    }

    internal async ValueTask<Caller?> TryCallerAsync(HttpContext http)
    {
        Caller? caller = await tenants.FindCallerAsync(Parts(http), http.RequestAborted);
        return caller is { ProvedOrganization: true } ? caller : null;
    }

    internal async ValueTask<InstanceInfo?> FindInstanceAsync(HttpContext http, Caller caller, bool required)
    {
        string? token = Parts(http).Element;
        OpenInstance? found = token == null ? null : await tenants.FindInstanceAsync(token, caller, http.RequestAborted);
        return found?.Info ?? (required ? throw ApiCall.Unauthorized() : null);
    }

    /// <summary>404 unless the instance exists in the caller's organization and, where one is named, belongs to the element.</summary>
    internal async Task RequireInstanceAsync(ApiCall call, long id, string? elementKeyOrId)
    {
        string? element = elementKeyOrId == null ? null : ElementCatalogue.Require(elementKeyOrId).Key;
        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        if (!await db.Instances.AnyAsync(row => row.Id == id && row.OrganizationId == organization && (element == null || row.ElementKey == element), call.Token))
        {
            throw new ApiException(StatusCodes.Status404NotFound, $"No element instance found with id {id}.");
        }
    }
}

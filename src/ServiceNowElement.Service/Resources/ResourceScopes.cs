using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Finds the level that a call addresses and whether the caller may (contract cloud-elements-api §2.2, §13.1).</summary>
internal sealed class ResourceScopes(ServiceDbFactory store)
{
    internal static ResourceScope Organization(ApiCall call) => new(ResourceLevel.Organization, call.Caller.OrganizationId, null, null, Element(call));

    /// <summary>Finds the account of the path; without one the default account is meant.</summary>
    internal async Task<ResourceScope> AccountAsync(ApiCall call)
    {
        long? id = call.Http.Request.RouteValues.ContainsKey("id") ? call.RouteId("id") : null;
        if (!call.Caller.User.InDefaultAccount && id != call.Caller.User.AccountId)
        {
            throw ApiCall.Unauthorized();
        }

        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        long found = await db.Accounts.Where(row => row.OrganizationId == organization && (id == null ? row.IsDefault : row.Id == id)).Select(row => row.Id).FirstOrDefaultAsync(call.Token);
        return found != 0
            ? new ResourceScope(ResourceLevel.Account, organization, found, null, Element(call))
            : throw new ApiException(StatusCodes.Status404NotFound, $"No account found with id {id}.");
    }

    /// <summary>Finds an instance of the caller's organization.</summary>
    internal async Task<ResourceScope> InstanceAsync(ApiCall call, long id)
    {
        long organization = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        var found = await db.Instances.Where(row => row.Id == id && row.OrganizationId == organization).Select(row => new { row.AccountId, row.ElementKey }).SingleOrDefaultAsync(call.Token)
            ?? throw new ApiException(StatusCodes.Status404NotFound, $"No element instance found with id {id}.");
        return new ResourceScope(ResourceLevel.Instance, organization, found.AccountId, id, found.ElementKey);
    }

    private static string Element(ApiCall call) => call.Http.Request.RouteValues.ContainsKey("keyOrId") ? ElementCatalogue.Require(call.Route("keyOrId")).Key : string.Empty;
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Platform;

/// <summary>Organizations, accounts and users (contract cloud-elements-api §14.1).</summary>
internal sealed class PeopleRoutes(TenantReader tenants, AccountSettings settings, SignIn signIn, InstanceReader instances) : IApiRoutes
{
    private const string PasswordHeader = "Elements-User-Password";

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("GET", "/organizations/me", Access.Organization, "Reads the caller's organization.", tenants.OrganizationAsync);
        routes.Add("GET", "/organizations/users", Access.Organization, "Lists the users of the organization.", UsersAsync);
        routes.Add("GET", "/organizations/{id:long}/accounts", Access.Organization, "Lists the accounts of an organization.", call => call.RouteId("id") == call.Caller.OrganizationId
            ? AccountsAsync(call)
            : throw new ApiException(StatusCodes.Status404NotFound, "No organization found with this id."));
        routes.Add("GET", "/accounts", Access.Organization, "Lists accounts.", AccountsAsync);
        routes.Add("GET", "/accounts/{id:long}", Access.Organization, "Reads an account.", async call => (await RequireAccountAsync(call)).Account);
        routes.Add("GET", "/users", Access.Organization, "Lists users.", UsersAsync);
        routes.Add("GET", "/users/{emailOrId}", Access.Organization, "Reads a user.", UserAsync);
        routes.Add("GET", "/accounts/instances", Access.Organization, "Lists the instances of the caller's account.", call => instances.ListAsync(call, null, call.Caller.User.AccountId));
        routes.Add("GET", "/accounts/{id:long}/instances", Access.Organization, "Lists the instances of an account.", async call => await instances.ListAsync(call, null, (await RequireAccountAsync(call)).Id));
        foreach (string pattern in (string[])["/accounts/settings", "/accounts/{id:long}/settings"])
        {
            routes.Add("GET", pattern, Access.Organization, "Reads the settings of an account.", async call => await settings.ReadAsync((await RequireAccountAsync(call)).Id, call.Token));
            routes.Add("POST", pattern, Access.Organization, "Sets the settings of an account.", ChangeSettingsAsync);
            routes.Add("PATCH", pattern, Access.Organization, "Changes the settings of an account.", ChangeSettingsAsync);
        }
    }

    private async Task<JsonNode?> ChangeSettingsAsync(ApiCall call) =>
        await settings.ChangeAsync((await RequireAccountAsync(call)).Id, await ApiJson.ReadObjectAsync(call.Http), call.Token);

    private async Task<JsonNode?> AccountsAsync(ApiCall call)
    {
        RequireDefaultAccount(call);
        MemberFilter filter = MemberFilter.Read(call.Parameter("where"));
        List<JsonObject> found = [.. (await tenants.AccountsAsync(call.Caller.OrganizationId, call.Token)).Where(account => filter.Matches(account))];
        if (call.Parameter("offset") is { } text)
        {
            found = int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int offset)
                ? [.. found.Skip(offset)]
                : throw new ApiException(StatusCodes.Status400BadRequest, "The parameter offset must be a number.");
        }

        return new JsonArray([.. PageRequest.Read(call.Http).Cut(call.Http, found)]);
    }

    private async Task<JsonNode?> UsersAsync(ApiCall call)
    {
        RequireDefaultAccount(call);
        List<JsonObject> found = await tenants.UsersAsync(call.Caller.OrganizationId, call.Token);
        return new JsonArray([.. PageRequest.Read(call.Http).Cut(call.Http, found)]);
    }

    private async Task<JsonNode?> UserAsync(ApiCall call)
    {
        string? password = call.Http.Request.Headers[PasswordHeader];
        Func<string, Task>? prove = string.IsNullOrEmpty(password) ? null : email => signIn.CheckAsync(email, password, call.Token);
        return await tenants.UserAsync(call.Caller.OrganizationId, call.Route("emailOrId"), prove, call.Token);
    }

    /// <summary>Finds the account of the path, or the caller's own where the path names none.</summary>
    private async Task<(long Id, JsonObject Account)> RequireAccountAsync(ApiCall call)
    {
        long id = call.Http.Request.RouteValues.ContainsKey("id") ? call.RouteId("id") : call.Caller.User.AccountId;
        if (id != call.Caller.User.AccountId)
        {
            RequireDefaultAccount(call);
        }

        JsonObject account = (await tenants.AccountsAsync(call.Caller.OrganizationId, call.Token)).Find(row => (long)row["id"]! == id)
            ?? throw new ApiException(StatusCodes.Status404NotFound, $"No account found with id {id}.");
        return (id, account);
    }

    /// <summary>Account routes are for users of the default account (contract §2.2).</summary>
    private static void RequireDefaultAccount(ApiCall call)
    {
        if (!call.Caller.User.InDefaultAccount)
        {
            throw ApiCall.Unauthorized();
        }
    }
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Platform;

/// <summary>Sign-in with a password (contract cloud-elements-api §2.3).</summary>
internal sealed class LoginRoutes(SignIn signIn, TenantReader tenants) : IApiRoutes
{
    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("POST", "/authentication", Access.Everyone, "Signs in with user name and password.", LoginAsync);
        routes.Add("GET", "/authentication/secrets", Access.Organization, "Reads the secrets of the user who signed in.", SecretsAsync);
        routes.Add("PUT", "/authentication/passwords", Access.Organization, "Changes the caller's password.", ChangePasswordAsync);
    }

    private async Task<JsonNode?> LoginAsync(ApiCall call)
    {
        JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
        string name = ApiJson.Text(body["username"]) ?? ApiJson.Text(body["email"]) ?? string.Empty;
        (UserEntity user, string token) = await signIn.CheckAsync(name, ApiJson.Text(body["password"]) ?? string.Empty, call.Token);
        return await tenants.LoginAsync(user, token, call.Token);
    }

    private async Task<JsonNode?> SecretsAsync(ApiCall call)
    {
        (string user, string organization) = await tenants.SecretsAsync(call.Caller.User.Id, call.Token);
        return new JsonObject { ["userSecret"] = user, ["organizationSecret"] = organization };
    }

    private async Task<JsonNode?> ChangePasswordAsync(ApiCall call)
    {
        JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
        string old = ApiJson.Text(body["oldPassword"]) ?? ApiJson.Text(body["currentPassword"]) ?? string.Empty;
        string fresh = ApiJson.Text(body["newPassword"]) ?? ApiJson.Text(body["password"]) ?? string.Empty;
        await signIn.ChangeAsync(call.Caller.User, old, fresh, call.Token);
        return null;
    }
}

using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.Service.Catalogue;

/// <summary>Where users of the OAuth element sign in (contract cloud-elements-api §6).</summary>
internal sealed class OAuthRoutes : IApiRoutes
{
    private static readonly string[] s_subdomains = ["servicenow.subdomain", "subdomain", "siteAddress"];

    /// <inheritdoc/>
    public void Map(ApiRouteTable routes)
    {
        routes.Add("GET", "/elements/{keyOrId}/oauth/url", Access.Everyone, "Makes the address where a user signs in.", call => Task.FromResult<JsonNode?>(Answer(call, name => call.Query[name].ToString())));
        routes.Add("POST", "/elements/{keyOrId}/oauth/url", Access.Everyone, "Makes the address where a user signs in.", async call =>
        {
            JsonObject body = await ApiJson.ReadObjectAsync(call.Http);
            return Answer(call, name => ApiJson.Text(body[name]) is { Length: > 0 } text ? text : call.Query[name].ToString());
        });
        routes.Add("GET", "/elements/{keyOrId}/oauth/url/default", Access.Everyone, "There is no client of the platform's own.", call =>
            throw new ApiException(StatusCodes.Status400BadRequest, $"There is no default application for the element {ElementCatalogue.Require(call.Route("keyOrId")).Key}."));
        routes.Add("GET", "/elements/{keyOrId}/oauth/token", Access.Everyone, "OAuth 1 only.", call =>
            throw new ApiException(StatusCodes.Status400BadRequest, $"The element {ElementCatalogue.Require(call.Route("keyOrId")).Key} does not use OAuth 1."));
    }

    private static JsonObject Answer(ApiCall call, Func<string, string> given)
    {
        ElementDefinition element = ElementCatalogue.Require(call.Route("keyOrId"));
        if (!element.IsOAuth)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The element {element.Key} does not use OAuth.");
        }

        string subdomain = s_subdomains.Select(given).FirstOrDefault(text => text.Length > 0) ?? throw Missing("servicenow.subdomain");
        string client = Required("apiKey");
        string callback = Required("callbackUrl");
        string state = given("state") is { Length: > 0 } chosen ? chosen : element.Key;
        string url = $"{InstanceAddress.Parse(subdomain).Uri}oauth_auth.do?response_type=code&redirect_uri={Uri.EscapeDataString(callback)}&state={Uri.EscapeDataString(state)}&client_id={Uri.EscapeDataString(client)}";
        if (given("scope") is { Length: > 0 } scope)
        {
            url += "&scope=" + Uri.EscapeDataString(scope);
        }

        return new JsonObject { ["element"] = element.Key, ["oauthUrl"] = url };

        string Required(string name) => given(name) is { Length: > 0 } value ? value : throw Missing(name);
    }

    private static ApiException Missing(string name) => new(StatusCodes.Status400BadRequest, $"The parameter {name} is missing.");
}

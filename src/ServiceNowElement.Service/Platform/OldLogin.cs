using System.Text.Json.Nodes;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Platform;

/// <summary>The sign-in of clients until about 2018, outside the API's prefix: a form, a cookie, two secrets (contract cloud-elements-api §2.3).</summary>
internal static class OldLogin
{
    private const string Cookie = "JSESSIONID";

    internal static void Map(WebApplication app)
    {
        app.MapPost("/elements/j_spring_security_check", (RequestDelegate)(http => GuardedAsync(http, LoginAsync))).ExcludeFromDescription();
        app.MapGet("/elements/api-v1/ui/getSecrets", (RequestDelegate)(http => GuardedAsync(http, SecretsAsync))).ExcludeFromDescription();
    }

    private static async Task LoginAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "The sign-in is a form with j_username and j_password.");
        }

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        (UserEntity _, string token) = await http.RequestServices.GetRequiredService<SignIn>().CheckAsync(form["j_username"].ToString(), form["j_password"].ToString(), http.RequestAborted);
        http.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, Path = "/elements", SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps });
    }

    private static async Task SecretsAsync(HttpContext http)
    {
        var parts = new AuthorizationParts(null, null, null, http.Request.Cookies[Cookie]);
        Caller caller = await http.RequestServices.GetRequiredService<TenantDirectory>().FindCallerAsync(parts, http.RequestAborted) ?? throw ApiCall.Unauthorized();
        (string user, string organization) = await http.RequestServices.GetRequiredService<TenantReader>().SecretsAsync(caller.User.Id, http.RequestAborted);
        await ApiJson.WriteAsync(http, new JsonObject { ["user"] = user, ["company"] = organization });
    }

    private static async Task GuardedAsync(HttpContext http, RequestDelegate handler)
    {
        try
        {
            await handler(http);
        }
        catch (Exception failure) when (ErrorWriter.Normalize(failure) is not null || failure is InvalidDataException)
        {
            await ErrorWriter.WriteAsync(http, ErrorWriter.Normalize(failure) ?? new ApiException(StatusCodes.Status400BadRequest, "The form cannot be read."));
        }
    }
}

using System.Reflection;
using System.Text.Json.Nodes;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Http;

/// <summary>Adds platform routes below the API prefix: authorization first, then the handler, whose answer is written as JSON.</summary>
internal sealed class ApiRouteTable(IEndpointRouteBuilder group, RouteGate gate)
{
    private static readonly MethodInfo s_shape = typeof(ApiRouteTable).GetMethod(nameof(Shape), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Adds a route.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The pattern below the prefix.</param>
    /// <param name="access">What the caller must show.</param>
    /// <param name="summary">One line for the description of the API.</param>
    /// <param name="handler">Makes the answer; null is written as an empty object.</param>
    internal void Add(string method, string pattern, Access access, string summary, Func<ApiCall, Task<JsonNode?>> handler) =>
        Describe(group.MapMethods(pattern, [method], (RequestDelegate)(http => RunAsync(http, access, handler))), pattern, summary);

    /// <summary>Adds an answer for all methods of a pattern.</summary>
    internal void AddAll(string pattern, Access access, Func<ApiCall, Task<JsonNode?>> handler) =>
        group.Map(pattern, (RequestDelegate)(http => RunAsync(http, access, handler))).ExcludeFromDescription();

    /// <summary>Adds a route of one instance with its twins: by id, by Element token, and below the element (contract cloud-elements-api §5.4).</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="rest">The pattern behind the instance, empty or beginning with a slash.</param>
    /// <param name="summary">One line for the description of the API.</param>
    /// <param name="handler">Makes the answer for the instance with this id, which belongs to the caller's organization.</param>
    internal void AddInstance(string method, string rest, string summary, Func<ApiCall, long, Task<JsonNode?>> handler)
    {
        Add(method, "/instances/{id:long}" + rest, Access.Organization, summary, ById);
        Add(method, "/elements/{keyOrId}/instances/{id:long}" + rest, Access.Organization, summary, ById);
        if (rest.Length > 0)
        {
            Add(method, "/instances" + rest, Access.Instance, summary + " The instance of the Element token.", call => handler(call, call.TokenInstance!.Id));
        }

        async Task<JsonNode?> ById(ApiCall call)
        {
            long id = call.RouteId("id");
            string? key = call.Http.Request.RouteValues.ContainsKey("keyOrId") ? call.Route("keyOrId") : null;
            await gate.RequireInstanceAsync(call, id, key);
            return await handler(call, id);
        }
    }

    private static void Describe(IEndpointConventionBuilder route, string pattern, string summary) =>
        route.WithMetadata(s_shape).WithSummary(summary).WithTags(pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)[0]);

    // The description of the API is read from a method; all routes have the shape of this one.
    private static void Shape(HttpContext http) => http.Response.StatusCode = StatusCodes.Status200OK;

    private async Task RunAsync(HttpContext http, Access access, Func<ApiCall, Task<JsonNode?>> handler)
    {
        Caller? caller = access == Access.Everyone ? null : await gate.RequireCallerAsync(http, access);
        InstanceInfo? instance = access is Access.Instance or Access.Either ? await gate.FindInstanceAsync(http, caller!, required: access == Access.Instance) : null;
        if (access == Access.Either && !caller!.ProvedOrganization && instance == null)
        {
            throw ApiCall.Unauthorized();
        }

        RequireJson(http.Request);
        JsonNode? answer = await handler(new ApiCall(http, caller, instance, gate));
        if (!http.Response.HasStarted)
        {
            await ApiJson.WriteAsync(http, answer ?? new JsonObject());
        }
    }

    /// <summary>406 when the caller takes no JSON (contract §1.3).</summary>
    private static void RequireJson(HttpRequest request)
    {
        string accept = request.Headers.Accept.ToString();
        if (accept.Length > 0 && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal) && !accept.Contains("application/*", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status406NotAcceptable, ErrorWriter.Words(406));
        }
    }
}

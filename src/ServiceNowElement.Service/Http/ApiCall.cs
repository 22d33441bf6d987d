using System.Globalization;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Http;

/// <summary>One call of a platform route whose authorization was checked.</summary>
/// <param name="http">Request and answer.</param>
/// <param name="caller">Who calls; null on routes for everyone.</param>
/// <param name="instance">The instance of the Element token, when the route looks at it.</param>
/// <param name="gate">Finds the caller on routes for everyone.</param>
internal sealed class ApiCall(HttpContext http, Caller? caller, InstanceInfo? instance, RouteGate gate)
{
    internal HttpContext Http { get; } = http;

    internal Caller Caller => caller ?? throw Unauthorized();

    internal InstanceInfo? TokenInstance { get; } = instance;

    internal CancellationToken Token => Http.RequestAborted;

    internal IQueryCollection Query => Http.Request.Query;

    /// <summary>Finds who calls on a route for everyone; null for strangers and for those who show no organization.</summary>
    internal ValueTask<Caller?> TryCallerAsync() => gate.TryCallerAsync(Http);

    internal static ApiException Unauthorized() => new(StatusCodes.Status401Unauthorized, ErrorWriter.Words(401));

    internal string Route(string name) => Convert.ToString(Http.Request.RouteValues[name], CultureInfo.InvariantCulture) ?? string.Empty;

    internal long RouteId(string name) => long.Parse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Gets a query parameter; an empty one counts as absent (contract §6).</summary>
    internal string? Parameter(string name) => Query[name].FirstOrDefault(value => !string.IsNullOrEmpty(value));

    internal bool Flag(string name) => string.Equals(Parameter(name), "true", StringComparison.OrdinalIgnoreCase);
}

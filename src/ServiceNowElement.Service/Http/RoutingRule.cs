namespace ServiceNowElement.Service.Http;

/// <summary>Decides between platform and element by the path alone (contract cloud-elements-api §1.1, D1, D2).</summary>
internal static class RoutingRule
{
    private static readonly HashSet<string> s_platform = new(StringComparer.OrdinalIgnoreCase)
    {
        "instances", "elements", "organizations", "authentication", "vdrs", "common-resources", "transformations", "notifications", "events",
        "metrics", "audit-logs", "formulas",
    };

    // Names of the platform that are no resources of ServiceNow, unless somebody defined an object of that name.
    private static readonly HashSet<string> s_ambiguous = new(StringComparer.OrdinalIgnoreCase) { "users", "jobs", "usage", "docs" };

    private static readonly HashSet<string> s_accountRoutes = new(StringComparer.OrdinalIgnoreCase) { "objects", "settings", "instances", "elements" };

    internal static PathKind Of(ApiPath path)
    {
        if (path.Segments.Count == 0 || s_platform.Contains(path.Segments[0]))
        {
            return PathKind.Platform;
        }

        if (path.Is(0, "hubs"))
        {
            return path.Segments.Count < 3 || (path.Segments.Count == 3 && path.Is(2, "elements")) ? PathKind.Platform : PathKind.Hub;
        }

        if (path.Is(0, "accounts"))
        {
            bool below = (path.Segments.Count >= 2 && s_accountRoutes.Contains(path.Segments[1])) || (path.Segments.Count >= 3 && s_accountRoutes.Contains(path.Segments[2]));
            return below ? PathKind.Platform : PathKind.HubWithToken;
        }

        return s_ambiguous.Contains(path.Segments[0]) ? PathKind.HubWhenDefined : PathKind.Hub;
    }
}

namespace ServiceNowElement.Service.Http;

/// <summary>The path below the API prefix, without repeated and trailing slashes and decoded (contract cloud-elements-api §1.1).</summary>
internal sealed class ApiPath
{
    internal const string Prefix = "/elements/api-v2";

    private ApiPath(string[] segments) => Segments = segments;

    internal IReadOnlyList<string> Segments { get; }

    /// <summary>Reads a request's path.</summary>
    /// <param name="path">The path as the server decoded it.</param>
    /// <returns>Null when it is not below the prefix.</returns>
    internal static ApiPath? Read(PathString path)
    {
        string[] all = (path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return all.Length >= 2 && all[0].Equals("elements", StringComparison.OrdinalIgnoreCase) && all[1].Equals("api-v2", StringComparison.OrdinalIgnoreCase)
            ? new ApiPath(all[2..])
            : null;
    }

    /// <summary>Gets the path in its normal form, for the routes of the platform.</summary>
    internal PathString Normal => new(Segments.Count == 0 ? Prefix : Prefix + "/" + string.Join('/', Segments));

    internal bool Is(int index, string name) => index < Segments.Count && Segments[index].Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the segments of a hub call: the hub's name, whatever it is, has no meaning. The server leaves an encoded slash as it is.</summary>
    internal IReadOnlyList<string> HubSegments()
    {
        IEnumerable<string> rest = Is(0, "hubs") ? Segments.Skip(2) : Segments;
        return [.. rest.Select(segment => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))];
    }
}

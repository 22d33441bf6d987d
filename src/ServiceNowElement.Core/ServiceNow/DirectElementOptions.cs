using ServiceNowElement.Diagnostics;

namespace ServiceNowElement.ServiceNow;

/// <summary>How a direct element treats the instance.</summary>
public sealed class DirectElementOptions
{
    /// <summary>Gets the most lanes; null for 8. Four are used at first, more while answers stay quick (contract servicenow-rest §6.3).</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Gets the longest time for one request, above the instance's own quota so that its verdict arrives (contract §6.2).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(330);

    /// <summary>Gets the longest silence in the middle of an answer.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets the longest wait that a rate limit may ask for before the call ends with <c>RateLimited</c>.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the proxy; null for the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Gets a value indicating whether the user's own sign-in is shown to the proxy.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Gets the User-Agent header.</summary>
    public string UserAgent { get; init; } = "ServiceNowElement";

    /// <summary>Gets the clock for waits.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    internal int Lanes => Math.Max(1, MaxConcurrency ?? 8);

    internal int FirstLanes => Math.Min(4, Lanes);
}

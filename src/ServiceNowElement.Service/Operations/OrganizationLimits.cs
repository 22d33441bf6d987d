using System.Threading.RateLimiting;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Operations;

/// <summary>Keeps one organization, or one user name that is guessed at, from using up the service.</summary>
internal sealed class OrganizationLimits : IDisposable
{
    private readonly PartitionedRateLimiter<long>? _calls;
    private readonly PartitionedRateLimiter<string> _signIns;

    public OrganizationLimits(ServiceOptions options)
    {
        int rate = options.RequestsPerSecond;
        _calls = rate <= 0 ? null : PartitionedRateLimiter.Create<long, long>(organization => RateLimitPartition.GetTokenBucketLimiter(organization, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate,
            TokensPerPeriod = rate,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
        _signIns = PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetFixedWindowLimiter(name, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = Math.Max(1, options.SignInsPerMinute),
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
    }

    /// <summary>Takes one request from an organization's share; 429 when it is used up.</summary>
    internal void Take(long organizationId)
    {
        if (_calls != null)
        {
            using RateLimitLease lease = _calls.AttemptAcquire(organizationId);
            Check(lease, "The organization sends too many requests.");
        }
    }

    /// <summary>Takes one try to sign in; 429 when there were too many.</summary>
    internal void TakeSignIn(string userName)
    {
        using RateLimitLease lease = _signIns.AttemptAcquire(userName.Trim().ToUpperInvariant());
        Check(lease, "Too many tries to sign in.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _calls?.Dispose();
        _signIns.Dispose();
    }

    private static void Check(RateLimitLease lease, string message)
    {
        if (!lease.IsAcquired)
        {
            TimeSpan wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan known) ? known : TimeSpan.FromSeconds(1);
            throw new ApiException(StatusCodes.Status429TooManyRequests, message) { RetryAfter = wait };
        }
    }
}

namespace ServiceNowElement.Diagnostics;

/// <summary>Time, so that tests can let hours of waiting pass in milliseconds.</summary>
public interface IClock
{
    /// <summary>Gets the current time.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Waits.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="token">Ends the wait early.</param>
    /// <returns>A task that ends after the duration.</returns>
    Task DelayAsync(TimeSpan duration, CancellationToken token);
}

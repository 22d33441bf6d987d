using ServiceNowElement.Diagnostics;

namespace ServiceNowElement;

/// <summary>What a caller gives to every port call: how to stop it, and where to report.</summary>
/// <param name="diagnostics">The receiver of verbose lines, warnings and progress.</param>
/// <param name="token">Cancelled when the caller stops; only this token means "stopped", any other cancellation is a timeout.</param>
public sealed class CallContext(IDiagnostics diagnostics, CancellationToken token)
{
    /// <summary>Gets a context that reports nowhere and cannot be stopped.</summary>
    public static CallContext None { get; } = new(NullDiagnostics.Instance, CancellationToken.None);

    /// <summary>Gets the receiver of verbose lines, warnings and progress.</summary>
    public IDiagnostics Diagnostics { get; } = diagnostics ?? throw new ArgumentNullException(nameof(diagnostics));

    /// <summary>Gets the token that stops the call.</summary>
    public CancellationToken Token { get; } = token;

    /// <summary>Gets the longest wait that a rate limit may ask for in this call; null for the element's own limit.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Returns a context with the same receiver and another token.</summary>
    /// <param name="token">The token to use.</param>
    /// <returns>The new context.</returns>
    public CallContext With(CancellationToken token) => new(Diagnostics, token) { MaxWait = MaxWait };
}

namespace ServiceNowElement.Model;

/// <summary>Proof that an element answers with the credentials in use.</summary>
/// <param name="Instance">The instance's name.</param>
/// <param name="ServerTime">The instance's own clock, from its <c>Date</c> header.</param>
/// <param name="RoundTrip">How long the call took.</param>
public sealed record PingResult(string Instance, DateTimeOffset? ServerTime, TimeSpan RoundTrip);

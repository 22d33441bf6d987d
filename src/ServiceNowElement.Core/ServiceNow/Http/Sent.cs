namespace ServiceNowElement.ServiceNow.Http;

/// <summary>What is known of a request that failed.</summary>
/// <param name="Executed">False when the instance is known not to have carried it out.</param>
/// <param name="Attempt">How often it was sent, this time included.</param>
/// <param name="Jam">The jams that the lanes knew of when it was sent.</param>
internal readonly record struct Sent(bool Executed, int Attempt, int Jam);

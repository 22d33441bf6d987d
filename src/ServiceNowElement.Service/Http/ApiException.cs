namespace ServiceNowElement.Service.Http;

/// <summary>A failure with its status and the words of contract cloud-elements-api §3.1. The request id is added where the answer is written.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">The platform's normalized sentence.</param>
/// <param name="providerMessage">The provider's own words, or null when it was not the provider.</param>
internal sealed class ApiException(int status, string message, string? providerMessage = null) : Exception(message)
{
    internal int Status { get; } = status;

    internal string? ProviderMessage { get; } = providerMessage;

    internal TimeSpan? RetryAfter { get; init; }
}

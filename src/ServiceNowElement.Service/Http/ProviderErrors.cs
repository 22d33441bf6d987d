using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Service.Http;

/// <summary>
/// Maps what the element reports to the platform's statuses (contract cloud-elements-api §3.2): a generic sentence, and the
/// provider's words beside it when it was the provider.
/// </summary>
internal static class ProviderErrors
{
    internal static ApiException ToApi(ElementException failure)
    {
        int status = Status(failure);
        if (failure.Reason == "InvalidQuery")
        {
            // The vendor's own suite looks for these three words (contract §3.2).
            return new ApiException(status, "Error parsing query: " + Redactor.Clean(failure.Message));
        }

        if (!IsProviders(failure))
        {
            return new ApiException(status, Redactor.Clean(failure.Message)) { RetryAfter = failure.RetryAfter };
        }

        string words = Redactor.ServerText(string.IsNullOrEmpty(failure.ServerMessage) ? failure.Message : failure.ServerMessage);
        return new ApiException(status, Sentence(status), words) { RetryAfter = failure.RetryAfter };
    }

    private static int Status(ElementException failure) => failure.Reason switch
    {
        "UnknownObject" => 404,

        // The published table has no 413 and no 503; a proxy in front of the service may use 503 for itself.
        "PayloadTooLarge" => 400,
        "InstanceUnavailable" or "QuotaExceeded" => 502,
        _ => failure.Entry.ServiceStatus,
    };

    private static bool IsProviders(ElementException failure) =>
        failure.ServerMessage != null || failure.StatusCode != null
        || failure.Category is ElementErrorCategory.AuthenticationError or ElementErrorCategory.ConnectionError or ElementErrorCategory.OperationTimeout
            or ElementErrorCategory.ProtocolError or ElementErrorCategory.ResourceUnavailable;

    private static string Sentence(int status) => status switch
    {
        400 => "The provider refused the request.",
        401 => "The provider no longer accepts the credentials of this instance.",
        403 => "The provider forbids this for the user of the instance.",
        404 => "The requested record does not exist",
        405 => "The provider does not support this method here.",
        409 => "The provider reports a conflict.",
        429 => "The provider limits the rate of requests.",
        502 => "The provider failed or cannot be reached.",
        504 => "The provider did not answer in time.",
        _ => "The request to the provider failed.",
    };
}

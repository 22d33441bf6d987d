using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>A write was sent and its answer was lost: it may or may not have happened. Never leaves the writer that verifies it.</summary>
internal sealed class UnknownOutcomeException(ElementException cause) : Exception(cause.Message, cause)
{
    internal ElementException Cause { get; } = cause;
}

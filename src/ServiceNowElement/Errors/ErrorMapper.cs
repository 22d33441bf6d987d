using System.Management.Automation;

namespace ServiceNowElement.Errors;

/// <summary>Makes error records: id and category from the catalogue, the instance in the message, a key as target (style §8).</summary>
internal static class ErrorMapper
{
    internal static ErrorRecord From(Exception failure, object? target)
    {
        ElementException known = failure as ElementException ?? new ElementException(
            failure is OperationCanceledException ? ErrorCatalog.RequestTimeout : ErrorCatalog.UnexpectedFailure,
            failure is OperationCanceledException ? ErrorCatalog.RequestTimeout.Text("The instance", "the time allowed", "the request was cancelled") : ErrorCatalog.UnexpectedFailure.Text(Diagnostics.Redactor.ServerText(failure.Message)),
            failure);
        ErrorCategory category = Enum.TryParse(known.Category.ToString(), out ErrorCategory parsed) ? parsed : ErrorCategory.NotSpecified;

        // Never the cmdlet, request or response: $Error keeps its targets alive, with everything they hold.
        object? shown = known.Key ?? known.Object ?? (target is string or PSObject ? target : null);
        string transaction = known.TransactionId == null || known.StatusCode < 500 ? string.Empty : $" (transaction {known.TransactionId})";
        return new ErrorRecord(known, known.Reason, category, shown)
        {
            ErrorDetails = new ErrorDetails(known.Message + transaction) { RecommendedAction = known.Advice },
        };
    }
}

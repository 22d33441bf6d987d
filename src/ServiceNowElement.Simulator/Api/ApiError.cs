namespace ServiceNowElement.Simulator.Api;

/// <summary>An answer in the error shape of contract servicenow-rest §1.5.</summary>
internal sealed class ApiError(int status, string message, string? detail) : Exception(message)
{
    internal int Status { get; } = status;

    internal string? Detail { get; } = detail;

    internal static ApiError InvalidTable(string table) => new(400, "Invalid table " + table, null);

    internal static ApiError NoResource() => new(400, "Requested URI does not represent any resource", null);

    internal static ApiError NotFound() => new(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");

    internal static ApiError NotAuthenticated() => new(401, "User Not Authenticated", "Required to provide Auth information");

    internal static ApiError QueryDenied() => new(403, "Insufficient rights to query records", "Field(s) present in the query do not have permission to be read");

    internal static ApiError Quota() => new(500, "Transaction cancelled: maximum execution time exceeded", "Transaction cancelled: maximum execution time exceeded Check logs for error trace or enable glide.rest.debug property to verify REST request processing");
}

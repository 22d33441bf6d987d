using static ServiceNowElement.Errors.ElementErrorCategory;

namespace ServiceNowElement.Errors;

/// <summary>
/// All errors with their stable ids. The message says what happened, to which record, on which instance; the advice what to do.
/// A test walks the rows: ids unique and PascalCase, forms complete, advice one sentence.
/// </summary>
public static class ErrorCatalog
{
    /// <summary>Gets the error of refused credentials.</summary>
    public static ErrorEntry NotAuthenticated { get; } = new("NotAuthenticated", AuthenticationError, 401, "{0} refused {1}.", "Check the credentials. When they are right, the instance may restrict Basic authentication to certain roles, or the user may be locked: connect with OAuth, or ask for the role snc_basic_auth_api_access.", endsCall: true);

    /// <summary>Gets the error of a user who has to give a second factor.</summary>
    public static ErrorEntry MfaRequired { get; } = new("MfaRequired", AuthenticationError, 401, "{0} asks for a second factor and refused {1}.", "Connect with -Browser, or use an integration user without multi-factor authentication.", endsCall: true);

    /// <summary>Gets the error of a sign-in that the browser brought back as refused.</summary>
    public static ErrorEntry SignInRefused { get; } = new("SignInRefused", AuthenticationError, 401, "{0} refused the sign-in in the browser: {1}", "Sign in again, and check the client's redirect URL in the instance's Application Registry.", endsCall: true);

    /// <summary>Gets the error of a token that could not be renewed.</summary>
    public static ErrorEntry TokenExpired { get; } = new("TokenExpired", AuthenticationError, 401, "The token for {0} ended and could not be renewed.", "Connect again with Connect-CEServiceNow.", endsCall: true);

    /// <summary>Gets the error of a refused OAuth client.</summary>
    public static ErrorEntry ClientRefused { get; } = new("ClientRefused", AuthenticationError, 401, "{0} refused the OAuth client '{1}': {2}.", "Check client id and secret in the instance's Application Registry.", endsCall: true);

    /// <summary>Gets the error of secrets that a service refused.</summary>
    public static ErrorEntry ServiceRefused { get; } = new("ServiceRefused", AuthenticationError, 401, "{0} refused {1}.", "Check the secrets; the token of an instance that was removed is dead, and Get-CEInstance lists those that exist.", endsCall: true);

    /// <summary>Gets the error of credentials of an instance, kept by a service, that ServiceNow refused.</summary>
    public static ErrorEntry ProviderRefused { get; } = new("ProviderRefused", AuthenticationError, 401, "ServiceNow refused the credentials that {0} keeps for the instance: {1}", "Give it new ones with Set-CEInstance -Credential.", endsCall: true);

    /// <summary>Gets the error of missing rights.</summary>
    public static ErrorEntry AclDenied { get; } = new("AclDenied", PermissionDenied, 403, "{0} denies access to {1}: {2}", "Ask for a role that may do this, or leave the field out.");

    /// <summary>Gets the error of a business rule that stopped a write.</summary>
    public static ErrorEntry BusinessRuleAborted { get; } = new("BusinessRuleAborted", InvalidOperation, 403, "A business rule on {0} stopped the write to {1}: {2}", "Give the fields that the rule asks for.");

    /// <summary>Gets the error of a data policy.</summary>
    public static ErrorEntry DataPolicyViolation { get; } = new("DataPolicyViolation", InvalidOperation, 403, "A data policy on {0} refused the write to {1}: {2}", "Give the mandatory fields that the message names.");

    /// <summary>Gets the error of a record that does not exist, or is hidden from this user.</summary>
    public static ErrorEntry RecordNotFound { get; } = new("RecordNotFound", ObjectNotFound, 404, "There is no record {1} on {0}, or this user may not see it.", "Check the number or sys_id, and the role of the user.");

    /// <summary>Gets the error of a table that does not exist.</summary>
    public static ErrorEntry UnknownObject { get; } = new("UnknownObject", InvalidArgument, 400, "{0} has no table '{1}'.{2}", "Get-CEObject lists the tables.", endsCall: true);

    /// <summary>Gets the error of a column that does not exist.</summary>
    public static ErrorEntry UnknownField { get; } = new("UnknownField", InvalidArgument, 400, "{0} has no field '{1}' in {2}.{3}", "Get-CEField lists the fields of a table.", endsCall: true);

    /// <summary>Gets the error of a label that no choice of the column has.</summary>
    public static ErrorEntry UnknownChoice { get; } = new("UnknownChoice", InvalidArgument, 400, "'{0}' is no choice of {1}.{2}", "Get-CEField lists the choices of a field.", endsCall: true);

    /// <summary>Gets the error of a value that the column cannot hold.</summary>
    public static ErrorEntry InvalidValue { get; } = new("InvalidValue", InvalidArgument, 400, "'{0}' is no {1}, as the field {2} needs.", "Give a value of the field's type.", endsCall: true);

    /// <summary>Gets the error of a stored value that is no valid text, where the caller wants to hear of it.</summary>
    public static ErrorEntry InvalidText { get; } = new("InvalidText", ElementErrorCategory.InvalidData, 502, "{0} sent characters that are no valid text in {1} of {2}.", "Correct the value on the instance, or read with -InvalidText Replace.", endsCall: true);

    /// <summary>Gets the error of a text that is no resume point.</summary>
    public static ErrorEntry ResumePointInvalid { get; } = new("ResumePointInvalid", InvalidArgument, 400, "This is no place to continue from: {0}", "Give -ResumeFrom the error of the read that stopped, or its ResumePoint as text.", endsCall: true);

    /// <summary>Gets the error of a resume point of another read.</summary>
    public static ErrorEntry ResumePointMismatch { get; } = new("ResumePointMismatch", InvalidArgument, 400, "The place to continue from belongs to another read: {0}", "Repeat instance, object, filter, -Property and -As of the read that stopped, or read from the start.", endsCall: true);

    /// <summary>Gets the error of a read that cannot be continued.</summary>
    public static ErrorEntry ResumeNotPossible { get; } = new("ResumeNotPossible", InvalidOperation, 400, "The read of {0} on {1} cannot be continued exactly: {2}", "Read without -OrderBy, -First and -Skip, or from the start.", endsCall: true);

    /// <summary>Gets the error of a query that cannot be read.</summary>
    public static ErrorEntry InvalidQuery { get; } = new("InvalidQuery", InvalidArgument, 400, "The query cannot be read: {0}", "ConvertTo-CEQuery shows how a filter is understood.", endsCall: true);

    /// <summary>Gets the error of a query that the instance refused.</summary>
    public static ErrorEntry QueryRefused { get; } = new("QueryRefused", InvalidArgument, 400, "{0} refused the query on {1}: {2}", "Simplify the query, or ask for the right to use it.", endsCall: true);

    /// <summary>Gets the error of a script block that cannot be translated.</summary>
    public static ErrorEntry FilterNotTranslatable { get; } = new("FilterNotTranslatable", InvalidArgument, 400, "This part of the filter cannot run on the server: {0}", "Use -eq -ne -lt -le -gt -ge -like -in with -and -or -not, and filter the rest with Where-Object.", endsCall: true);

    /// <summary>Gets the error of a filter that grows too large when spelled out.</summary>
    public static ErrorEntry QueryTooComplex { get; } = new("QueryTooComplex", InvalidArgument, 400, "The filter needs {0} groups on the server; {1} are allowed.", "Split the filter into several calls.", endsCall: true);

    /// <summary>Gets the error of a value that would change the meaning of an encoded query.</summary>
    public static ErrorEntry UnsafeValue { get; } = new("UnsafeValue", InvalidArgument, 400, "The value '{0}' contains '^', which ServiceNow would read as part of the query.", "Search for the text before or after the '^' with -like.", endsCall: true);

    /// <summary>Gets the error of a reference whose text names no record.</summary>
    public static ErrorEntry ReferenceNotFound { get; } = new("ReferenceNotFound", ObjectNotFound, 400, "{0} has no {1} named '{2}' for the field {3}.", "Give the exact display value or the sys_id.");

    /// <summary>Gets the error of a reference whose text names several records.</summary>
    public static ErrorEntry ReferenceAmbiguous { get; } = new("ReferenceAmbiguous", InvalidArgument, 400, "{0} has more than one {1} named '{2}' for the field {3}.", "Give the sys_id.");

    /// <summary>Gets the error of a request that is too long.</summary>
    public static ErrorEntry RequestTooLong { get; } = new("RequestTooLong", InvalidArgument, 400, "The request to {0} has {1} characters; the instance takes {2}.", "Ask for fewer values at once.", endsCall: true);

    /// <summary>Gets the error of a request that the instance calls invalid.</summary>
    public static ErrorEntry RequestRefused { get; } = new("RequestRefused", InvalidArgument, 400, "{0} refused the request to {1}: {2}", "Read the server's own words in the message.");

    /// <summary>Gets the error of a verb that the resource does not support.</summary>
    public static ErrorEntry MethodNotAllowed { get; } = new("MethodNotAllowed", InvalidOperation, 405, "{0} does not allow this on {1}.", "The table may be closed to web services.", endsCall: true);

    /// <summary>Gets the error of a call that took too long.</summary>
    public static ErrorEntry RequestTimeout { get; } = new("RequestTimeout", OperationTimeout, 504, "{0} did not answer within {1} ({2}).", "Ask for fewer fields or a narrower filter, or raise -TimeoutSeconds.", endsCall: true);

    /// <summary>Gets the error of a key that exists already.</summary>
    public static ErrorEntry DuplicateKey { get; } = new("DuplicateKey", ResourceExists, 409, "{0} has a record with this key in {1} already: {2}", "Read the existing record and change it instead.");

    /// <summary>Gets the error of a pipeline with more records than the user allowed.</summary>
    public static ErrorEntry TooManyRecords { get; } = new("TooManyRecords", LimitsExceeded, 400, "More than {0} records came, and -MaxAffected allows {0}. Nothing was written.", "Narrow the filter, or raise -MaxAffected.", endsCall: true);

    /// <summary>Gets the error of a body that is too large.</summary>
    public static ErrorEntry PayloadTooLarge { get; } = new("PayloadTooLarge", LimitsExceeded, 413, "{0} refused the size of the request to {1}.", "Send less at once.");

    /// <summary>Gets the error of an exhausted rate limit.</summary>
    public static ErrorEntry RateLimited { get; } = new("RateLimited", LimitsExceeded, 429, "{0} limits the rate of requests; it asks to wait {1}.", "Run again after that (a read goes on with -ResumeFrom $Error[0]), or let the call wait with -MaxWait (for example -MaxWait 01:00:00).", endsCall: true);

    /// <summary>Gets the error of a session queue that stays full.</summary>
    public static ErrorEntry LaneOverloaded { get; } = new("LaneOverloaded", LimitsExceeded, 429, "{0} queued the request instead of answering it.", "Run again with a smaller -MaxConcurrency.", endsCall: true);

    /// <summary>Gets the error of a transaction that the instance cancelled.</summary>
    public static ErrorEntry QuotaExceeded { get; } = new("QuotaExceeded", LimitsExceeded, 500, "{0} cancelled the request to {1} because it ran too long.", "Ask for fewer fields or a narrower filter.", endsCall: true);

    /// <summary>Gets the error of a failing instance.</summary>
    public static ErrorEntry InstanceFailure { get; } = new("InstanceFailure", ProtocolError, 502, "{0} failed with status {1} on {2}: {3}", "Try again; if it stays, give the transaction id to the instance's administrators.");

    /// <summary>Gets the error of an instance that does not serve.</summary>
    public static ErrorEntry InstanceUnavailable { get; } = new("InstanceUnavailable", ResourceUnavailable, 503, "{0} is not available: {1}", "Wake the instance, or try again later.", endsCall: true);

    /// <summary>Gets the error of an HTML page instead of data.</summary>
    public static ErrorEntry LoginPageReturned { get; } = new("LoginPageReturned", ElementErrorCategory.InvalidData, 502, "{0} answered {1} with a web page instead of data.", "Check the address and whether single sign-on or a maintenance page stands in front of the API.", endsCall: true);

    /// <summary>Gets the error of an answer that is not whole.</summary>
    public static ErrorEntry ResponseDamaged { get; } = new("ResponseDamaged", ElementErrorCategory.InvalidData, 502, "{0} sent a damaged answer for {1}: {2}. No row of it was used.", "Try again; if it stays, look for a proxy that cuts answers.", endsCall: true);

    /// <summary>Gets the error of a read whose completeness could not be proven.</summary>
    public static ErrorEntry ReadIncomplete { get; } = new("ReadIncomplete", ElementErrorCategory.InvalidData, 502, "The read of {1} on {0} cannot be proven complete: {2}", "Run it again when fewer records change, or narrow the filter.", endsCall: true);

    /// <summary>Gets the error of a host that cannot be reached.</summary>
    public static ErrorEntry HostNotReachable { get; } = new("HostNotReachable", ConnectionError, 502, "{0} cannot be reached: {1}", "Check the subdomain, the network and the proxy.", endsCall: true);

    /// <summary>Gets the error of a proxy that asks who one is.</summary>
    public static ErrorEntry ProxyRefused { get; } = new("ProxyRefused", AuthenticationError, 502, "The proxy on the way to {0} refused the connection (407).", "Connect with -ProxyUseDefaultCredentials to show your own sign-in to the proxy, or choose another -Proxy.", endsCall: true);

    /// <summary>Gets the error of a certificate that is not trusted.</summary>
    public static ErrorEntry CertificateRejected { get; } = new("CertificateRejected", SecurityError, 502, "The certificate of {0} is not trusted: {1}", "Install the issuing authority on this machine.", endsCall: true);

    /// <summary>Gets the error of an answer that sends the call elsewhere.</summary>
    public static ErrorEntry RedirectRefused { get; } = new("RedirectRefused", SecurityError, 502, "{0} redirects to {1}; credentials are never sent to another address.", "Connect to the final address.", endsCall: true);

    /// <summary>Gets the error of plain HTTP to another machine.</summary>
    public static ErrorEntry InsecureAddress { get; } = new("InsecureAddress", SecurityError, 400, "'{0}' would send credentials without encryption; http:// is allowed to this machine only.", "Use https://.", endsCall: true);

    /// <summary>Gets the error of an address that is no instance.</summary>
    public static ErrorEntry InvalidAddress { get; } = new("InvalidAddress", InvalidArgument, 400, "'{0}' is no ServiceNow subdomain or address: {1}.", "Give the part before .service-now.com, or the whole https:// address without a path.", endsCall: true);

    /// <summary>Gets the error of missing environment variables.</summary>
    public static ErrorEntry EnvironmentIncomplete { get; } = new("EnvironmentIncomplete", InvalidArgument, 400, "The environment lacks {0}.", "Set CE_SERVICENOW_SUBDOMAIN with _USERNAME and _PASSWORD, or with _CLIENT_ID and _CLIENT_SECRET.", endsCall: true);

    /// <summary>Gets the error of credentials that do not fit.</summary>
    public static ErrorEntry CredentialNotUsable { get; } = new("CredentialNotUsable", InvalidArgument, 400, "These credentials cannot be used: {0}.", "Give a PSCredential with user name and password.", endsCall: true);

    /// <summary>Gets the error of a record from another instance.</summary>
    public static ErrorEntry InstanceMismatch { get; } = new("InstanceMismatch", InvalidOperation, 409, "The record {0} comes from {1}, but the session is connected to {2}.", "Pass the session of the record's instance, or -AllowInstanceMismatch when the twin is meant.");

    /// <summary>Gets the error of a missing session.</summary>
    public static ErrorEntry SessionNotFound { get; } = new("SessionNotFound", ObjectNotFound, 401, "{0}", "Connect with Connect-CEServiceNow; in parallel blocks and jobs pass -Session $using:session.", endsCall: true);

    /// <summary>Gets the error of a session that was disconnected.</summary>
    public static ErrorEntry SessionClosed { get; } = new("SessionClosed", InvalidOperation, 401, "The session '{0}' is closed.", "Connect again with Connect-CEServiceNow.", endsCall: true);

    /// <summary>Gets the error of a session that is connected to no instance.</summary>
    public static ErrorEntry SessionWithoutInstance { get; } = new("SessionWithoutInstance", InvalidOperation, 400, "The session '{0}' manages instances and is connected to none.", "Connect with -Instance (Get-CEInstance lists them) or -ElementToken, or make one with New-CEInstance -Connect.", endsCall: true);

    /// <summary>Gets the error of a session that travelled to another process.</summary>
    public static ErrorEntry SessionNotUsable { get; } = new("SessionNotUsable", InvalidArgument, 400, "This session belongs to another process and carries no credentials.", "Connect in this process with Connect-CEServiceNow.", endsCall: true);

    /// <summary>Gets the error of an object that is no record.</summary>
    public static ErrorEntry NotARecord { get; } = new("NotARecord", InvalidArgument, 400, "The input is no ServiceNow record: {0}.", "Pipe what Get-CERecord returned, or name the object and the sys_id.");

    /// <summary>Gets the error of a key that needs a table.</summary>
    public static ErrorEntry ObjectNotGiven { get; } = new("ObjectNotGiven", InvalidArgument, 400, "'{0}' does not tell which table it is in.", "Name the table first: Get-CERecord incident <sys_id>.", endsCall: true);

    /// <summary>Gets the error of a write without anything to write.</summary>
    public static ErrorEntry NothingToWrite { get; } = new("NothingToWrite", InvalidArgument, 400, "There is no value to write to {0}.", "Give the fields with -Value @{ field = value }.");

    /// <summary>Gets the error of a write that may or may not have happened.</summary>
    public static ErrorEntry WriteOutcomeUnknown { get; } = new("WriteOutcomeUnknown", ProtocolError, 502, "It is not known whether {0} carried out the write to {1}: {2}. It was not sent again.", "Look at the record before you repeat the write.");

    /// <summary>Gets the error of a name that is taken.</summary>
    public static ErrorEntry InstanceExists { get; } = new("InstanceExists", ResourceExists, 409, "There is an instance named '{0}' already.", "Choose another -Name, or remove the old one with Remove-CEInstance.", endsCall: true);

    /// <summary>Gets the error of an instance that does not exist.</summary>
    public static ErrorEntry InstanceNotFound { get; } = new("InstanceNotFound", ObjectNotFound, 404, "There is no instance '{0}' on this machine.", "Get-CEInstance lists the instances.");

    /// <summary>Gets the error of the local store.</summary>
    public static ErrorEntry StoreDamaged { get; } = new("StoreDamaged", ElementErrorCategory.InvalidData, 500, "The store file {0} cannot be read: {1}", "Move the file away and create the instance again.", endsCall: true);

    /// <summary>Gets the error of a file that cannot be written.</summary>
    public static ErrorEntry FileNotWritable { get; } = new("FileNotWritable", WriteError, 500, "'{0}' cannot be written: {1}", "Check the path, the space and the rights.", endsCall: true);

    /// <summary>Gets the error of a file that cannot be read.</summary>
    public static ErrorEntry FileNotReadable { get; } = new("FileNotReadable", ReadError, 400, "'{0}' cannot be read: {1}", "Check the path and the rights.");

    /// <summary>Gets the error of a file that exists.</summary>
    public static ErrorEntry FileExists { get; } = new("FileExists", ResourceExists, 409, "'{0}' exists already.", "Choose another -Path, or give -Force to replace the file when the download is complete.", endsCall: true);

    /// <summary>Gets the error of a job that does not exist.</summary>
    public static ErrorEntry JobNotFound { get; } = new("JobNotFound", ObjectNotFound, 404, "There is no bulk job '{0}' in this process.", "Pipe the object that Start-CEBulkJob returned.");

    /// <summary>Gets the error of a content that is not what was uploaded.</summary>
    public static ErrorEntry AttachmentDamaged { get; } = new("AttachmentDamaged", ElementErrorCategory.InvalidData, 502, "{0} sent a damaged content of the attachment {1}: {2}", "Try again; if it stays, the content on the instance is damaged.");

    /// <summary>Gets the error of a catalog item whose questions were not all answered.</summary>
    public static ErrorEntry VariablesMissing { get; } = new("VariablesMissing", InvalidArgument, 400, "{0}: the catalog item '{1}' needs an answer to: {2}. Nothing was sent.", "Give the answers with -Variable @{ name = value }; (Get-CECatalogItem <name>).Variables lists them.");

    /// <summary>Gets the error of an answer to a question that a catalog item does not have.</summary>
    public static ErrorEntry UnknownVariable { get; } = new("UnknownVariable", InvalidArgument, 400, "{0}: the catalog item '{1}' has no variable '{2}'.{3}", "(Get-CECatalogItem <name>).Variables lists them.");

    /// <summary>Gets the error of a level that needs an instance.</summary>
    public static ErrorEntry InstanceNotGiven { get; } = new("InstanceNotGiven", InvalidArgument, 400, "The level Instance needs an instance, and none is named.", "Give -Instance, or connect with Connect-CEServiceNow -Instance.", endsCall: true);

    /// <summary>Gets the error of a definition or transformation that does not exist.</summary>
    public static ErrorEntry ResourceNotFound { get; } = new("ResourceNotFound", ObjectNotFound, 404, "There is no {0} '{1}' at the level {2}.", "List what is there with Get-CEObjectDefinition or Get-CETransformation.");

    /// <summary>Gets the error of a definition that is still used.</summary>
    public static ErrorEntry ResourceInUse { get; } = new("ResourceInUse", InvalidOperation, 409, "The definition '{0}' is used by a transformation.", "Remove the transformation first.");

    /// <summary>Gets the error of something that this way of connecting cannot do.</summary>
    public static ErrorEntry NotSupported { get; } = new("NotSupported", InvalidOperation, 400, "{0} {1}.", "Use the other way, directly or through a service.", endsCall: true);

    /// <summary>Gets the error of a feature that is not built.</summary>
    public static ErrorEntry NotBuilt { get; } = new("NotBuilt", NotImplemented, 501, "{0} is not built in this version.", "See CHANGELOG.md for what this version does.", endsCall: true);

    /// <summary>Gets the error without a better name.</summary>
    public static ErrorEntry UnexpectedFailure { get; } = new("UnexpectedFailure", NotSpecified, 500, "Something unexpected failed: {0}", "Report it with the output of $Error[0] | Format-List * -Force.", endsCall: true);

    /// <summary>Gets all rows.</summary>
    public static IReadOnlyList<ErrorEntry> All { get; } = typeof(ErrorCatalog).GetProperties()
        .Where(property => property.PropertyType == typeof(ErrorEntry))
        .Select(property => (ErrorEntry)property.GetValue(null)!)
        .ToArray();
}

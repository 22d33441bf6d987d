using System.Globalization;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;
using ServiceNowElement.ServiceNow.Http;

namespace ServiceNowElement.CloudElements;

/// <summary>
/// Finds the error of the catalogue behind the answer of a service. The status is normalized (contract cloud-elements-api §3.2); the
/// words that ServiceNow itself said, where there are any, tell more than it.
/// </summary>
internal static class CloudErrors
{
    internal const string RequestId = "Elements-Request-Id";

    internal static async Task<ElementException> ReadAsync(string instance, ApiRequest request, HttpResponseMessage response, DateTimeOffset now)
    {
        string body = await ResponseClassifier.ReadTextAsync(response).ConfigureAwait(false);
        var answer = ElementJson.TryParse(body) as JObject;
        string message = Redactor.ServerText(answer.Member("message").Text());
        string provider = Redactor.ServerText(answer.Member("providerMessage").Text());
        int status = (int)response.StatusCode;
        ErrorEntry entry = Entry(status, request, message, provider);
        TimeSpan? wait = ResponseClassifier.RetryAfter(response, now);
        string words = provider.Length == 0 ? message : message.Length == 0 || message == provider ? provider : $"{message} - {provider}";
        return new ElementException(entry, Text(entry, instance, request, status, words, provider, wait, now))
        {
            StatusCode = status,
            TransactionId = ResponseClassifier.Header(response, RequestId) ?? Redactor.ServerText(answer.Member("requestId").Text()),
            RetryAfter = wait,
            Instance = instance,
            Object = request.Table,
            Key = request.Key,
            ServerMessage = words,
        };
    }

    /// <summary>Says who was refused: this session by the service, or the service by ServiceNow (contract §2.2).</summary>
    internal static ElementException Refused(ElementException error, string instance, string who)
    {
        if (error.Reason != "ServiceRefused")
        {
            return error;
        }

        return new ElementException(ErrorCatalog.ServiceRefused, ErrorCatalog.ServiceRefused.Text(instance, who))
        {
            StatusCode = error.StatusCode,
            TransactionId = error.TransactionId,
            Instance = instance,
            Object = error.Object,
            Key = error.Key,
            ServerMessage = error.ServerMessage,
        };
    }

    private static ErrorEntry Entry(int status, ApiRequest request, string message, string provider)
    {
        string all = message + "\n" + provider;
        switch (status)
        {
            case >= 300 and < 400: return ErrorCatalog.RedirectRefused;
            case 401: return provider.Length > 0 ? ErrorCatalog.ProviderRefused : ErrorCatalog.ServiceRefused;
            case 408: return ErrorCatalog.RequestTimeout;
            case 413: return ErrorCatalog.PayloadTooLarge;
            case 414: return ErrorCatalog.RequestTooLong;
            case 429: return ErrorCatalog.RateLimited;
            case 405: return ErrorCatalog.MethodNotAllowed;
            case 409: return ErrorCatalog.DuplicateKey;
            case 403 or 500 or 502 when Has(all, "Unique Key violation") || Has(all, "Duplicate entry"): return ErrorCatalog.DuplicateKey;
            case 500 or 502 or 504 when Has(all, "maximum execution time exceeded"): return ErrorCatalog.QuotaExceeded;
            case 403 when Has(all, "Business Rule"): return ErrorCatalog.BusinessRuleAborted;
            case 403 when Has(all, "Data Policy"): return ErrorCatalog.DataPolicyViolation;
            case 403: return ErrorCatalog.AclDenied;
            case 400 or 404 when Has(all, "Invalid table"): return ErrorCatalog.UnknownObject;
            case 400 when request.Target.Contains("where="): return ErrorCatalog.QueryRefused;
            case 404 when Has(all, "not currently supported for this element"): return ErrorCatalog.RequestRefused;
            case 404: return ErrorCatalog.RecordNotFound;
            case 502 or 503 or 504: return ErrorCatalog.InstanceUnavailable;
            case >= 500: return ErrorCatalog.InstanceFailure;
            default: return ErrorCatalog.RequestRefused;
        }
    }

    private static string Text(ErrorEntry entry, string instance, ApiRequest request, int status, string words, string provider, TimeSpan? wait, DateTimeOffset now)
    {
        string said = words.Length == 0 ? "status " + status.ToString(CultureInfo.InvariantCulture) : words;
        return entry.Id switch
        {
            "ServiceRefused" => entry.Text(instance, "the secrets of this session"),
            "ProviderRefused" => entry.Text(instance, said),
            "RedirectRefused" => entry.Text(instance, "another address"),
            "RequestTooLong" => entry.Text(instance, request.Target.Length, "less"),
            "RequestTimeout" => entry.Text(instance, "its own limit", request.Place),
            "RateLimited" => entry.Text(instance, ResponseClassifier.Pause(wait, now)),
            "InstanceFailure" => entry.Text(instance, status, request.Place, words),
            "InstanceUnavailable" => entry.Text(instance, $"status {status} {words}".TrimEnd()),
            "UnknownObject" => entry.Text(instance, request.Table, string.Empty),

            // Without a word of ServiceNow it is the service that lets nothing through: to a disabled instance it does not (contract §5.7).
            "AclDenied" when provider.Length == 0 => entry.Text(instance, request.Place, said.TrimEnd('.') + ". If the instance is disabled, Set-CEInstance -Enable lets calls through again"),
            _ => entry.Text(instance, request.Place, said),
        };
    }

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}

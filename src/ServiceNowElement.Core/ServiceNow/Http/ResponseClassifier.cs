using System.Net;
using Newtonsoft.Json.Linq;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Finds the error of the catalogue behind an answer. One status covers many causes, so message and detail decide (contract servicenow-rest §1.5).</summary>
internal static class ResponseClassifier
{
    private const int LongestBody = 64 * 1024;

    /// <summary>Reads the body of an answer that is no success and names its error.</summary>
    internal static async Task<ElementException> ReadAsync(string instance, ApiRequest request, HttpResponseMessage response, DateTimeOffset now)
    {
        string body = await ReadTextAsync(response).ConfigureAwait(false);
        (string message, string detail) = Words(body);
        ErrorEntry entry = Entry(response, body, message, detail);
        string words = Redactor.ServerText(detail.Length > 0 && detail != message ? message + " - " + detail : message);
        TimeSpan? wait = RetryAfter(response, now);
        return new ElementException(entry, Text(entry, instance, request, response, words, Pause(wait, now)))
        {
            StatusCode = (int)response.StatusCode,
            TransactionId = Header(response, "X-Transaction-ID"),
            RetryAfter = wait,
            Instance = instance,
            Object = request.Table,
            Key = request.Key,
            ServerMessage = words,
        };
    }

    /// <summary>Names what a success status with a web page instead of data means (E24, E25).</summary>
    internal static async Task<ElementException> ReadPageAsync(string instance, ApiRequest request, HttpResponseMessage response)
    {
        string body = await ReadTextAsync(response).ConfigureAwait(false);
        if (body.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith("{", StringComparison.Ordinal))
        {
            return Damaged(instance, request, $"JSON came under the media type '{response.Content.Headers.ContentType?.MediaType}', so something on the way has changed it");
        }

        bool sleeping = body.IndexOf("hibernating", StringComparison.OrdinalIgnoreCase) >= 0;
        ErrorEntry entry = sleeping ? ErrorCatalog.InstanceUnavailable : ErrorCatalog.LoginPageReturned;
        string text = sleeping ? entry.Text(instance, "the instance is hibernating") : entry.Text(instance, request.Place);
        return new ElementException(entry, text) { StatusCode = (int)response.StatusCode, Instance = instance, Object = request.Table, Key = request.Key };
    }

    internal static ElementException Damaged(string instance, ApiRequest request, string why, Exception? inner = null) =>
        new(ErrorCatalog.ResponseDamaged, ErrorCatalog.ResponseDamaged.Text(instance, request.Place, Redactor.ServerText(why)), inner)
        {
            Instance = instance,
            Object = request.Table,
            Key = request.Key,
        };

    internal static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;

    private static ErrorEntry Entry(HttpResponseMessage response, string body, string message, string detail)
    {
        string all = message + "\n" + detail;
        switch ((int)response.StatusCode)
        {
            case 202: return ErrorCatalog.LaneOverloaded;
            case >= 300 and < 400: return ErrorCatalog.RedirectRefused;
            case 400 when Has(all, "Invalid table"): return ErrorCatalog.UnknownObject;
            case 400 when Has(all, "Rejected large REST payload"): return ErrorCatalog.PayloadTooLarge;
            case 400 when Has(body, "Request header is too large"): return ErrorCatalog.RequestTooLong;
            case 401 when IsHtml(response): return ErrorCatalog.LoginPageReturned;
            case 401: return ErrorCatalog.NotAuthenticated;
            case 403 when Has(all, "Business Rule"): return ErrorCatalog.BusinessRuleAborted;
            case 403 when Has(all, "Data Policy"): return ErrorCatalog.DataPolicyViolation;
            case 403 or 500 when Has(all, "Unique Key violation") || Has(all, "Duplicate entry"): return ErrorCatalog.DuplicateKey;
            case 403: return ErrorCatalog.AclDenied;
            case 404 when Has(all, "does not represent any resource"): return ErrorCatalog.RequestRefused;
            case 404: return ErrorCatalog.RecordNotFound;
            case 405: return ErrorCatalog.MethodNotAllowed;
            case 407: return ErrorCatalog.ProxyRefused;
            case 408: return ErrorCatalog.RequestTimeout;
            case 409: return ErrorCatalog.DuplicateKey;
            case 413: return ErrorCatalog.PayloadTooLarge;
            case 414: return ErrorCatalog.RequestTooLong;
            case 429: return ErrorCatalog.RateLimited;
            case 500 when Has(all, "maximum execution time exceeded"): return ErrorCatalog.QuotaExceeded;
            case 502 or 504: return ErrorCatalog.InstanceUnavailable;
            case 503: return ErrorCatalog.InstanceUnavailable;
            case >= 500: return ErrorCatalog.InstanceFailure;
            default: return ErrorCatalog.RequestRefused;
        }
    }

    private static string Text(ErrorEntry entry, string instance, ApiRequest request, HttpResponseMessage response, string words, string pause)
    {
        int status = (int)response.StatusCode;
        return entry.Id switch
        {
            "NotAuthenticated" => entry.Text(instance, "the user of this session"),
            "ProxyRefused" => entry.Text(instance),
            "UnknownObject" => entry.Text(instance, request.Table, string.Empty),
            "RedirectRefused" => entry.Text(instance, Redactor.Clean(response.Headers.Location?.ToString() ?? "nowhere")),
            "RequestTooLong" => entry.Text(instance, request.Target.Length, "less"),
            "RequestTimeout" => entry.Text(instance, "its own limit", request.Place),
            "RateLimited" => entry.Text(instance, pause),
            "InstanceFailure" => entry.Text(instance, status, request.Place, words),
            "InstanceUnavailable" => entry.Text(instance, $"status {status} {words}".TrimEnd()),
            "AclDenied" or "BusinessRuleAborted" or "DataPolicyViolation" or "RequestRefused" or "DuplicateKey" =>
                entry.Text(instance, request.Place, words.Length == 0 ? "status " + status : words),
            _ => entry.Text(instance, request.Place, words),
        };
    }

    internal static string Pause(TimeSpan? wait, DateTimeOffset now) => wait == null
        ? "a while"
        : string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0} seconds, until {1:yyyy-MM-dd HH:mm:ss}", (int)wait.Value.TotalSeconds, (now + wait.Value).ToLocalTime());

    private static (string Message, string Detail) Words(string body)
    {
        // Scripted APIs answer a plain string instead of an object (contract §1.5).
        JToken? error = (ElementJson.TryParse(body) as JObject)?["error"];
        return error switch
        {
            JObject rich => (Plain(rich["message"]), Plain(rich["detail"])),
            JValue plain => (Plain(plain), string.Empty),
            _ => (string.Empty, string.Empty),
        };
    }

    private static string Plain(JToken? token) => token is JValue { Value: not null } value ? value.Value.ToString() ?? string.Empty : string.Empty;

    internal static async Task<string> ReadTextAsync(HttpResponseMessage response)
    {
        if (response.Content == null)
        {
            return string.Empty;
        }

        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            using var reader = new StreamReader(stream, ElementJson.Utf8);
            var buffer = new char[LongestBody];
            int length = await reader.ReadBlockAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
            return new string(buffer, 0, length);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            // The status alone decides when the words were cut off.
            return string.Empty;
        }
    }

    internal static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        System.Net.Http.Headers.RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date - now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    internal static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? Redactor.ServerText(values.FirstOrDefault()) : null;

    private static bool IsHtml(HttpResponseMessage response) =>
        response.Content?.Headers.ContentType?.MediaType?.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Service.Http;

/// <summary>Writes failures in the shape of contract cloud-elements-api §3.1.</summary>
internal static class ErrorWriter
{
    internal static Task WriteAsync(HttpContext http, ApiException failure)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (failure.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        }

        var body = new JsonObject { ["requestId"] = RequestId.Of(http), ["message"] = failure.Message };
        if (!string.IsNullOrEmpty(failure.ProviderMessage))
        {
            body["providerMessage"] = failure.ProviderMessage;
        }

        return ApiJson.WriteAsync(http, body, failure.Status);
    }

    /// <summary>Turns any failure into one that can be written; null for what nobody foresaw.</summary>
    internal static ApiException? Normalize(Exception failure) => failure switch
    {
        ApiException known => known,
        ElementException element => ProviderErrors.ToApi(element),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiException(StatusCodes.Status413PayloadTooLarge, "The body of the request is too large."),
        DbUpdateConcurrencyException => new ApiException(StatusCodes.Status409Conflict, "Somebody else changed or deleted this at the same time."),
        BadHttpRequestException => new ApiException(StatusCodes.Status400BadRequest, "The request cannot be read."),
        _ => null,
    };

    internal static string Words(int status) => status switch
    {
        400 => "The request is not valid.",
        401 => "Invalid Organization or User secret, or invalid Element token provided.",
        403 => "Access to this resource is forbidden.",
        404 => "There is nothing at this path.",
        405 => "This method is not supported for this path.",
        406 => "The requested format cannot be produced.",
        415 => "The Content-Type of the request is not supported.",
        _ => "The request failed.",
    };
}

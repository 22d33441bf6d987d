using System.Diagnostics;

namespace ServiceNowElement.Service.Http;

/// <summary>
/// What every answer below the API prefix has in common: request id, CORS header, time limit, one log line, and failures in one
/// shape (contract cloud-elements-api §1.4, §3.1). Paths are logged, queries and headers never: they hold data and secrets.
/// </summary>
internal sealed partial class EnvelopeMiddleware(RequestDelegate next, ServiceOptions options, ILogger<EnvelopeMiddleware> logger)
{
    private const string ExposedHeaders = "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition";

    public async Task InvokeAsync(HttpContext http)
    {
        if (ApiPath.Read(http.Request.Path) is not { } path)
        {
            await next(http);
            await CompleteAsync(http);
            return;
        }

        long started = Stopwatch.GetTimestamp();
        string id = RequestId.Of(http);
        using IDisposable? scope = logger.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", id) });
        CancellationToken gone = http.RequestAborted;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone);
        limit.CancelAfter(options.RequestLimit);
        http.RequestAborted = limit.Token;
        Head(http, id);
        try
        {
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                Preflight(http);
            }
            else
            {
                await next(http);
                await CompleteAsync(http);
            }
        }
        catch (Exception failure)
        {
            await FailAsync(http, failure, gone);
        }
        finally
        {
            http.RequestAborted = gone;
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            string? shown = path.Normal.Value;
            long milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            LogRequest(http.Request.Method, shown, http.Response.StatusCode, milliseconds, id);
        }
    }

    /// <summary>Gives the answers of the router, which have a status only, the shape of all others.</summary>
    private static Task CompleteAsync(HttpContext http) => !http.Response.HasStarted && http.Response.StatusCode >= 400 && http.Response.ContentType == null
        ? ErrorWriter.WriteAsync(http, new ApiException(http.Response.StatusCode, ErrorWriter.Words(http.Response.StatusCode)))
        : Task.CompletedTask;

    private static void Head(HttpContext http, string id)
    {
        http.Response.Headers[RequestId.Header] = id;
        if (http.Request.Headers.ContainsKey("Origin"))
        {
            // Secrets travel in a header that the page itself sets, so any page that knows them may call.
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.Headers.AccessControlExposeHeaders = ExposedHeaders;
        }
    }

    private static void Preflight(HttpContext http)
    {
        http.Response.Headers.Allow = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
        http.Response.Headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders.Count > 0 ? http.Request.Headers.AccessControlRequestHeaders : "Authorization, Content-Type, Accept";
        http.Response.Headers.AccessControlMaxAge = "600";
    }

    private async Task FailAsync(HttpContext http, Exception failure, CancellationToken gone)
    {
        if (gone.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        ApiException? known = failure is OperationCanceledException && http.RequestAborted.IsCancellationRequested
            ? new ApiException(StatusCodes.Status504GatewayTimeout, "The request took longer than this service allows.")
            : ErrorWriter.Normalize(failure);
        if (known == null)
        {
            LogFailure(failure, RequestId.Of(http));
            known = new ApiException(StatusCodes.Status500InternalServerError, "The service failed. Its log has the details under the request id.");
        }

        if (http.Response.HasStarted)
        {
            // Part of the answer is out; only a broken connection still tells the caller that it is not whole.
            http.Abort();
            return;
        }

        string? instance = http.Response.Headers[Hub.HubDispatcher.InstanceHeader];
        http.Response.Clear();
        Head(http, RequestId.Of(http));
        if (!string.IsNullOrEmpty(instance))
        {
            http.Response.Headers[Hub.HubDispatcher.InstanceHeader] = instance;
        }

        http.RequestAborted = gone;
        await ErrorWriter.WriteAsync(http, known);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} {Milliseconds} ms {RequestId}")]
    private partial void LogRequest(string method, string? path, int status, long milliseconds, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private partial void LogFailure(Exception failure, string requestId);
}

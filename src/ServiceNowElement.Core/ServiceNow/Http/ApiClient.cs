using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// Sends requests through lanes, one rate gate and one authenticator, and retries by contract servicenow-rest §6.8. A write is sent
/// again only when the instance is known not to have executed it; otherwise <see cref="UnknownOutcomeException"/> goes to the writer.
/// </summary>
internal sealed class ApiClient(InstanceAddress address, Authenticator authenticator, DirectElementOptions options) : IDisposable
{
    private const int LongestTarget = 8000;
    private const int FullPage = 500;
    private readonly LanePool _lanes = new(address.Uri, options.FirstLanes, options.Lanes);
    private readonly RateGate _gate = new(options.Clock);

    internal string Instance => address.Name;

    internal int Lanes => _lanes.Most;

    internal IClock Clock => options.Clock;

    /// <summary>Sends until there is an answer, and lets <paramref name="read"/> take it.</summary>
    /// <typeparam name="T">What the answer becomes.</typeparam>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the body of a success; may throw <see cref="ErrorCatalog.ResponseDamaged"/>.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What was read.</returns>
    internal async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, Task<T>> read, CallContext call)
    {
        if (request.Target.Length > LongestTarget)
        {
            throw ErrorCatalog.RequestTooLong.With(Instance, request.Target.Length, LongestTarget);
        }

        bool renewed = false;
        var earlier = new List<string>();
        for (int attempt = 1; ; attempt++)
        {
            ElementException failure;
            bool executed;
            await _gate.WaitAsync(call.Token).ConfigureAwait(false);
            Lane lane = await _lanes.RentAsync(call.Token).ConfigureAwait(false);
            bool good = false;
            var watch = Stopwatch.StartNew();
            try
            {
                (T? value, ElementException? error, bool sent, bool mayRenew) = await AttemptAsync(lane, request, read, attempt, call).ConfigureAwait(false);
                if (error == null)
                {
                    good = true;
                    return value!;
                }

                failure = error;
                executed = sent;
                if (error.StatusCode == 401 && mayRenew && !renewed)
                {
                    renewed = true;
                    continue;
                }
            }
            finally
            {
                _lanes.Return(lane, good && request.Rows >= FullPage ? watch.Elapsed.TotalMilliseconds / request.Rows : null);
            }

            await DecideAsync(request, failure, executed, attempt, earlier, call).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _lanes.Dispose();
        authenticator.Dispose();
    }

    private async Task<(T? Value, ElementException? Error, bool Sent, bool MayRenew)> AttemptAsync<T>(
        Lane lane, ApiRequest request, Func<HttpResponseMessage, Task<T>> read, int attempt, CallContext call)
    {
        var watch = Stopwatch.StartNew();
        bool sent = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        limit.CancelAfter(options.Timeout);
        try
        {
            AuthenticationHeaderValue header = await authenticator.GetAsync(lane, call.With(limit.Token)).ConfigureAwait(false);
            using HttpRequestMessage message = Message(request, header);
            sent = true;
            using HttpResponseMessage response = await lane.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);

            // On .NET Framework only closing the response ends a read that hangs.
            using (limit.Token.Register(response.Dispose))
            {
                int status = (int)response.StatusCode;
                call.Diagnostics.Verbose($"{request.Method} {Shown(request.Target)} {status} {watch.ElapsedMilliseconds} ms lane {lane.Number}{(attempt > 1 ? " attempt " + attempt : string.Empty)}");
                if (response.IsSuccessStatusCode && status != 202)
                {
                    if (status != 204 && !ResponseClassifier.IsJson(response))
                    {
                        return (default, await ResponseClassifier.ReadPageAsync(Instance, request, response).ConfigureAwait(false), true, false);
                    }

                    return (await read(response).ConfigureAwait(false), null, true, false);
                }

                ElementException error = await ResponseClassifier.ReadAsync(Instance, request, response, options.Clock.UtcNow).ConfigureAwait(false);
                if (status == 401)
                {
                    error = Named(error);
                    return (default, error, true, error.Reason == "NotAuthenticated" && authenticator.Renew(header));
                }

                return (default, error, true, false);
            }
        }
        catch (ElementException error) when (!error.EndsCall || error.Reason is "ResponseDamaged" or "InstanceUnavailable")
        {
            return (default, error, sent, false);
        }
        catch (Exception failure) when (call.Token.IsCancellationRequested && failure is not ElementException)
        {
            throw new OperationCanceledException(failure.Message, failure, call.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            if (!limit.IsCancellationRequested)
            {
                return (default, Network(request, failure, out bool executed), sent && executed, false);
            }

            string text = ErrorCatalog.RequestTimeout.Text(Instance, $"{(int)options.Timeout.TotalSeconds} seconds", request.Place);
            return (default, new ElementException(ErrorCatalog.RequestTimeout, text, failure) { Instance = Instance, Object = request.Table, Key = request.Key }, sent, false);
        }
    }

    /// <summary>Returns when the request is to be sent again, after the wait; throws otherwise.</summary>
    private async Task DecideAsync(ApiRequest request, ElementException failure, bool executed, int attempt, List<string> earlier, CallContext call)
    {
        TimeSpan wait;
        switch (failure.Reason)
        {
            case "RateLimited":
                _lanes.Halve();
                wait = failure.RetryAfter ?? Backoff.For(attempt, 1);
                if (wait > options.LongestWait || attempt >= 10)
                {
                    throw Last(failure, earlier);
                }

                _gate.PauseUntil(options.Clock.UtcNow + wait);
                if (wait > TimeSpan.FromSeconds(10))
                {
                    call.Diagnostics.Warning($"{Instance} asks for a pause of {(int)wait.TotalSeconds} seconds; the call goes on at {(options.Clock.UtcNow + wait).ToLocalTime():HH:mm:ss}.");
                }

                break;
            case "LaneOverloaded" when attempt < 8:
                _lanes.Halve();
                wait = TimeSpan.FromSeconds(1) + Backoff.For(attempt);
                break;
            case "HostNotReachable" when !executed && attempt < 3:
                wait = Backoff.For(attempt);
                break;
            case "QuotaExceeded" or "ResponseDamaged" when request.CallerShrinks:
                throw Last(failure, earlier);
            case "InstanceUnavailable" when failure.StatusCode == 200:
                throw Last(failure, earlier);
            case "InstanceUnavailable" or "HostNotReachable" or "RequestTimeout" or "QuotaExceeded" or "InstanceFailure" or "ResponseDamaged":
                if (request.IsWrite)
                {
                    throw new UnknownOutcomeException(Last(failure, earlier));
                }

                int most = failure.Reason switch { "InstanceUnavailable" => 8, "RequestTimeout" => 2, _ => 4 };
                if (attempt >= most)
                {
                    throw Last(failure, earlier);
                }

                if (failure.StatusCode == 503)
                {
                    _lanes.Halve();
                }

                wait = failure.RetryAfter is { } asked && asked <= options.LongestWait ? asked : Backoff.For(attempt, failure.Reason == "InstanceUnavailable" ? 1 : 0.5);
                break;
            default:
                throw Last(failure, earlier);
        }

        earlier.Add($"attempt {attempt}: {failure.Message}");
        call.Diagnostics.Verbose($"Attempt {attempt} for {request.Place} failed ({failure.Reason}); next in {wait.TotalSeconds:0.0} s.");
        await options.Clock.DelayAsync(wait, call.Token).ConfigureAwait(false);
    }

    private static ElementException Last(ElementException failure, List<string> earlier)
    {
        if (earlier.Count > 0)
        {
            failure.Data["Earlier"] = string.Join("\n", earlier);
        }

        return failure;
    }

    private HttpRequestMessage Message(ApiRequest request, AuthenticationHeaderValue header)
    {
        var message = new HttpRequestMessage(request.Method, request.Target);
        message.Headers.Authorization = header;
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (request.Body != null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private ElementException Named(ElementException error) => error.Reason != "NotAuthenticated" ? error : new ElementException(
        ErrorCatalog.NotAuthenticated, ErrorCatalog.NotAuthenticated.Text(Instance, authenticator.Who))
    {
        StatusCode = 401,
        Instance = Instance,
        TransactionId = error.TransactionId,
        ServerMessage = error.ServerMessage,
    };

    private ElementException Network(ApiRequest request, Exception failure, out bool executed)
    {
        Exception root = failure;
        bool certificate = false;
        bool neverSent = false;
        for (Exception? next = failure; next != null; next = next.InnerException)
        {
            root = next;
            certificate |= next is AuthenticationException;
            neverSent |= next is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.HostUnreachable or SocketError.NetworkUnreachable }
                or WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ConnectFailure };
        }

        executed = !(certificate || neverSent);
        ErrorEntry entry = certificate ? ErrorCatalog.CertificateRejected : ErrorCatalog.HostNotReachable;
        return new ElementException(entry, entry.Text(Instance, Redactor.ServerText(root.Message)), failure)
        {
            Instance = Instance,
            Object = request.Table,
            Key = request.Key,
        };
    }

    private static string Shown(string target) => Redactor.Clean(target.Length <= 300 ? target : target.Substring(0, 300) + "…");
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Newtonsoft.Json;
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
    private const int LongestTarget = 6000;
    private const int FullPage = 500;
    private readonly LanePool _lanes = new(new LaneSettings(address.Uri, authenticator.Certificate, options.Proxy, options.ProxyUseDefaultCredentials), options.FirstLanes, options.Lanes);
    private readonly RateGate _gate = new(options.Clock);
    private long _ahead;
    private volatile bool _plain;
    private volatile int _longestTarget = LongestTarget;

    internal string Instance => address.Name;

    internal int Lanes => _lanes.Most;

    internal IClock Clock => options.Clock;

    /// <summary>Gets the instance's own time, by the Date header of its last answer; whole seconds.</summary>
    internal DateTimeOffset InstanceNow => options.Clock.UtcNow.AddTicks(Interlocked.Read(ref _ahead));

    /// <summary>Sends until there is an answer, and lets <paramref name="read"/> take it.</summary>
    /// <typeparam name="T">What the answer becomes.</typeparam>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the body of a success; may throw <see cref="ErrorCatalog.ResponseDamaged"/>.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What was read.</returns>
    internal async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, Task<T>> read, CallContext call)
    {
        if (request.Target.Length > _longestTarget && request.Method == HttpMethod.Get)
        {
            return await WrappedAsync(request, read, call).ConfigureAwait(false);
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
                if (error.Reason == "RequestTooLong" && request.Method == HttpMethod.Get)
                {
                    // A proxy on the way takes less than the instance; from now on shorter requests go by batch too.
                    _longestTarget = Math.Min(_longestTarget, request.Target.Length - 1);
                    return await WrappedAsync(request, read, call).ConfigureAwait(false);
                }

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
        using var idle = new IdleWatch(limit, options.IdleTimeout, () => TooSlow(request, null));
        request.Idle = idle;
        try
        {
            AuthenticationHeaderValue? header = await authenticator.GetAsync(lane, call.With(limit.Token)).ConfigureAwait(false);
            using HttpRequestMessage message = Message(request, header);
            sent = true;
            using HttpResponseMessage response = await (_plain ? lane.PlainClient : lane.Client).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);

            // On .NET Framework only closing the response ends a read that hangs.
            using (limit.Token.Register(response.Dispose))
            {
                idle.Start();
                if (response.Headers.Date is { } date)
                {
                    Interlocked.Exchange(ref _ahead, (date - options.Clock.UtcNow).Ticks);
                }

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
                    error = Named(error, response.Headers.Contains("X-MFA_TOKEN"));
                    return (default, error, true, error.Reason == "NotAuthenticated" && authenticator.Renew(header));
                }

                return (default, error, true, false);
            }
        }
        catch (ElementException error) when (!error.EndsCall || error.Reason is "ResponseDamaged" or "InstanceUnavailable" or "RequestTimeout")
        {
            return (default, error, sent, false);
        }
        catch (Exception failure) when (call.Token.IsCancellationRequested && failure is not ElementException)
        {
            throw new OperationCanceledException(failure.Message, failure, call.Token);
        }
        catch (InvalidDataException failure)
        {
            // The body is not what its Content-Encoding says (EC27): from now on without compression.
            _plain = true;
            return (default, ResponseClassifier.Damaged(Instance, request, "its compression is broken: " + failure.Message, failure), sent, false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            if (!limit.IsCancellationRequested)
            {
                return (default, Network(request, failure, out bool executed), sent && executed, false);
            }

            return (default, TooSlow(request, failure), sent, false);
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
                if (wait > (call.MaxWait ?? options.LongestWait) || attempt >= 10)
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

                wait = failure.RetryAfter is { } asked && asked <= (call.MaxWait ?? options.LongestWait) ? asked : Backoff.For(attempt, failure.Reason == "InstanceUnavailable" ? 1 : 0.5);
                break;
            default:
                throw Last(failure, earlier);
        }

        earlier.Add($"attempt {attempt}: {failure.Message}");
        call.Diagnostics.Verbose($"Attempt {attempt} for {request.Place} failed ({failure.Reason}); next in {wait.TotalSeconds:0.0} s.");
        await options.Clock.DelayAsync(wait, call.Token).ConfigureAwait(false);
    }

    private ElementException TooSlow(ApiRequest request, Exception? failure)
    {
        TimeSpan time = request.Idle?.Silent == true ? options.IdleTimeout : options.Timeout;
        return new ElementException(ErrorCatalog.RequestTimeout, ErrorCatalog.RequestTimeout.Text(Instance, $"{time.TotalSeconds:0.#} seconds", request.Place), failure)
        {
            Instance = Instance,
            Object = request.Table,
            Key = request.Key,
        };
    }

    /// <summary>Sends a read that is too long for an address inside a batch (contract §1.1, EC40).</summary>
    private Task<T> WrappedAsync<T>(ApiRequest request, Func<HttpResponseMessage, Task<T>> read, CallContext call)
    {
        call.Diagnostics.Verbose($"The request to {request.Place} has {request.Target.Length} characters; it goes by batch.");
        var batch = new ApiRequest
        {
            Method = HttpMethod.Post,
            Target = BatchEnvelope.Target,
            Body = BatchEnvelope.Pack("read", [("1", request)]),
            Table = request.Table,
            Key = request.Key,
            CallerShrinks = request.CallerShrinks,
            ReadsOnly = true,
        };
        return SendAsync(
            batch,
            async answer =>
            {
                string body = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
                HttpResponseMessage? item = null;
                try
                {
                    BatchEnvelope.Unpack(body).Serviced.TryGetValue("1", out item);
                }
                catch (Exception failure) when (failure is JsonException or FormatException)
                {
                    throw ResponseClassifier.Damaged(Instance, request, failure.Message, failure);
                }

                using (item)
                {
                    if (item == null)
                    {
                        throw ResponseClassifier.Damaged(Instance, request, "the batch did not run it");
                    }

                    return item.IsSuccessStatusCode ? await read(item).ConfigureAwait(false) : throw await ResponseClassifier.ReadAsync(Instance, request, item, options.Clock.UtcNow).ConfigureAwait(false);
                }
            },
            call);
    }

    private static ElementException Last(ElementException failure, List<string> earlier)
    {
        if (earlier.Count > 0)
        {
            failure.Data["Earlier"] = string.Join("\n", earlier);
        }

        return failure;
    }

    private HttpRequestMessage Message(ApiRequest request, AuthenticationHeaderValue? header)
    {
        var message = new HttpRequestMessage(request.Method, request.Target);
        authenticator.Apply(message, header);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (request.Body != null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private ElementException Named(ElementException error, bool mfa) => error.Reason != "NotAuthenticated" ? error : new ElementException(
        mfa ? ErrorCatalog.MfaRequired : ErrorCatalog.NotAuthenticated, (mfa ? ErrorCatalog.MfaRequired : ErrorCatalog.NotAuthenticated).Text(Instance, authenticator.Who))
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

using System.Diagnostics;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.ServiceNow.Auth;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// Sends requests through lanes, one rate gate and one authenticator, and retries by contract servicenow-rest §6.8. A write is sent
/// again only when the instance is known not to have executed it; otherwise <see cref="UnknownOutcomeException"/> goes to the writer.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private const int LongestTarget = 6000;
    private static readonly Dictionary<string, string> s_none = [];
    private readonly Authenticator _authenticator;
    private readonly DirectElementOptions _options;
    private readonly ApiDialect _dialect;
    private readonly LanePool _lanes;
    private readonly RateGate _gate;
    private readonly RetryPolicy _policy;
    private long _ahead;
    private volatile bool _plain;
    private volatile int _longestTarget = LongestTarget;

    internal ApiClient(InstanceAddress address, Authenticator authenticator, DirectElementOptions options)
        : this(address.Uri, address.Name, authenticator, options, NativeApi.Instance)
    {
    }

    internal ApiClient(Uri address, string name, Authenticator authenticator, DirectElementOptions options, ApiDialect dialect)
    {
        _authenticator = authenticator;
        _options = options;
        _dialect = dialect;
        Instance = name;
        _lanes = new LanePool(new LaneSettings(address, authenticator.Certificate, options.Proxy, options.ProxyUseDefaultCredentials), dialect.FirstLanes(options), options.Lanes);
        _gate = new RateGate(options.Clock);
        _policy = new RetryPolicy(Instance, _lanes, _gate, options);
    }

    internal string Instance { get; }

    internal int Lanes => _lanes.Most;

    internal IClock Clock => _options.Clock;

    /// <summary>Gets the instance's own time, by the Date header of its last answer; whole seconds.</summary>
    internal DateTimeOffset InstanceNow => _options.Clock.UtcNow.AddTicks(Interlocked.Read(ref _ahead));

    /// <summary>Sends until there is an answer, and lets <paramref name="read"/> take it.</summary>
    /// <typeparam name="T">What the answer becomes.</typeparam>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the body of a success; may throw <see cref="ErrorCatalog.ResponseDamaged"/>.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>What was read.</returns>
    internal async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, Task<T>> read, CallContext call)
    {
        if (request.Target.Length > _longestTarget && request.Method == HttpMethod.Get && _dialect.HasBatch)
        {
            return await WrappedAsync(request, read, call).ConfigureAwait(false);
        }

        bool renewed = false;
        var earlier = new List<string>();
        for (int attempt = 1; ; attempt++)
        {
            ElementException failure;
            bool executed;
            Lane lane = await EnterAsync(call).ConfigureAwait(false);
            int jam = _lanes.Jams;
            bool tooLong = false;
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
                tooLong = error.Reason == "RequestTooLong" && request.Method == HttpMethod.Get && _dialect.HasBatch;
                if (error.StatusCode == 401 && mayRenew && !renewed && !request.IsOnce)
                {
                    renewed = true;
                    continue;
                }
            }
            finally
            {
                _lanes.Return(lane, good && request.Rows >= _dialect.FullPage ? watch.Elapsed.TotalMilliseconds / request.Rows : null);
            }

            if (tooLong)
            {
                // A proxy on the way takes less than the instance; from now on shorter requests go by batch too. The lane was given
                // back first: where there is only one, the batch needs it.
                _longestTarget = Math.Min(_longestTarget, request.Target.Length - 1);
                return await WrappedAsync(request, read, call).ConfigureAwait(false);
            }

            await _policy.DecideAsync(request, failure, new Sent(executed, attempt, jam), earlier, call).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _authenticator.Dispose();
    }

    /// <summary>Takes a lane when nobody has to pause: a pause that began while this waited for the lane holds as well (contract §6.1).</summary>
    private async Task<Lane> EnterAsync(CallContext call)
    {
        while (true)
        {
            await _gate.WaitAsync(call.Token).ConfigureAwait(false);
            Lane lane = await _lanes.RentAsync(call.Token).ConfigureAwait(false);
            if (_gate.IsOpen)
            {
                return lane;
            }

            _lanes.Return(lane, null);
        }
    }

    private async Task<(T? Value, ElementException? Error, bool Sent, bool MayRenew)> AttemptAsync<T>(
        Lane lane, ApiRequest request, Func<HttpResponseMessage, Task<T>> read, int attempt, CallContext call)
    {
        var watch = Stopwatch.StartNew();
        bool sent = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        limit.CancelAfter(_options.Timeout);
        using var idle = new IdleWatch(limit, _options.IdleTimeout, request.IsTransfer ? _options.Timeout : null, () => TransportErrors.TooSlow(Instance, request, _options, null));
        request.Idle = idle;
        try
        {
            AuthenticationHeaderValue? header = await _authenticator.GetAsync(lane, call.With(limit.Token)).ConfigureAwait(false);
            using HttpRequestMessage message = Message(request, header);
            sent = true;
            using HttpResponseMessage response = await (_plain ? lane.PlainClient : lane.Client).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);

            // Closing an answer while it is read would hand its connection, with the rest of the body, to the next request.
            bool inMemory = request.WantsJson && !ResponseBody.MustBeClosed;
            using (inMemory ? default : limit.Token.Register(response.Dispose))
            {
                idle.Start();
                if (response.Headers.Date is { } date)
                {
                    Interlocked.Exchange(ref _ahead, (date - _options.Clock.UtcNow).Ticks);
                }

                int status = (int)response.StatusCode;
                call.Diagnostics.Verbose($"{request.Method} {Shown(request.Target)} {status} {watch.ElapsedMilliseconds} ms lane {lane.Number}{(attempt > 1 ? " attempt " + attempt : string.Empty)}");
                if (request.WantsJson)
                {
                    await LoadAsync(request, response, idle, limit.Token).ConfigureAwait(false);
                }

                if (_dialect.IsSuccess(response))
                {
                    if (request.WantsJson && !_dialect.IsEmpty(response) && !ResponseClassifier.IsJson(response))
                    {
                        return (default, await ResponseClassifier.ReadPageAsync(Instance, request, response).ConfigureAwait(false), true, false);
                    }

                    return (await read(response).ConfigureAwait(false), null, true, false);
                }

                ElementException error = await _dialect.ReadErrorAsync(Instance, request, response, _options.Clock.UtcNow).ConfigureAwait(false);
                if (status == 401)
                {
                    error = _dialect.Refused(error, Instance, _authenticator.Who, response);
                    return (default, error, true, error.Reason == "NotAuthenticated" && _authenticator.Renew(header));
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
                return (default, TransportErrors.Network(Instance, request, failure, out bool executed), sent && executed, false);
            }

            return (default, TransportErrors.TooSlow(Instance, request, _options, failure), sent, false);
        }
    }

    private async Task LoadAsync(ApiRequest request, HttpResponseMessage response, IdleWatch idle, CancellationToken token)
    {
        try
        {
            await ResponseBody.LoadAsync(response, idle.Touch, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or ObjectDisposedException && !token.IsCancellationRequested)
        {
            if (response.IsSuccessStatusCode)
            {
                throw ResponseClassifier.Damaged(Instance, request, failure.Message, failure);
            }

            // The status alone decides when the words were cut off.
            response.Content = new ByteArrayContent([]);
        }
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

                    return item.IsSuccessStatusCode ? await read(item).ConfigureAwait(false) : throw await ResponseClassifier.ReadAsync(Instance, request, item, _options.Clock.UtcNow).ConfigureAwait(false);
                }
            },
            call);
    }

    private HttpRequestMessage Message(ApiRequest request, AuthenticationHeaderValue? header)
    {
        var message = new HttpRequestMessage(request.Method, request.Target);
        _authenticator.Apply(message, header);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        foreach (KeyValuePair<string, string> extra in request.Headers ?? s_none)
        {
            message.Headers.TryAddWithoutValidation(extra.Key, extra.Value);
        }

        if (request.Content != null || request.Body != null)
        {
            message.Content = request.Content?.Invoke() ?? new ByteArrayContent(request.Body!);
            message.Content.Headers.ContentType ??= MediaTypeHeaderValue.Parse(request.ContentType);
        }

        return message;
    }

    private static string Shown(string target) => Redactor.Clean(target.Length <= 300 ? target : target.Substring(0, 300) + "…");
}

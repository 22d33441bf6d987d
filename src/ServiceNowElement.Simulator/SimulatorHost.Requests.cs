using ServiceNowElement.Simulator.Api;
using ServiceNowElement.Simulator.Control;

namespace ServiceNowElement.Simulator;

/// <content>How one request is answered: fault, sign-in, session, execution, wait, log.</content>
public sealed partial class SimulatorHost
{
    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/__sim"))
        {
            await ControlApi.RunAsync(http, this);
            return;
        }

        double started = _watch.Elapsed.TotalMilliseconds;
        var call = new Call(http, _data, Knobs);
        Session session = _sessions.For(http);
        Reply reply;
        try
        {
            reply = await AnswerAsync(call, session);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up; its own log would show 499.
            reply = new Reply { Status = 499 };
        }

        await SendAsync(call, reply);
        var entry = new RequestLogEntry
        {
            Method = call.Method,
            Path = call.Path,
            Table = call.Table,
            Query = call.Parameter("sysparm_query") ?? string.Empty,
            Parameters = call.Path.EndsWith(".do", StringComparison.Ordinal) ? string.Empty : Uri.UnescapeDataString(http.Request.QueryString.Value ?? string.Empty),
            Status = reply.Status,
            Session = session.Id,
            User = call.User,
            Started = started,
            Finished = _watch.Elapsed.TotalMilliseconds,
            Rows = reply.Rows,
            Bytes = reply.Body.WrittenCount,
            Modelled = reply.Modelled,
            Fault = call.Fault?.Name,
        };
        lock (_log)
        {
            _log.Add(entry with { Number = _log.Count + 1 });
        }
    }

    private async Task<Reply> AnswerAsync(Call call, Session session)
    {
        (string version, string api, string table, string? id) = Route(call.Path);
        call.Table = table;
        call.Fault = _faults.For(call);
        if (Knobs.Hibernating)
        {
            call.Fault = new SimulatorFault { Name = "hibernating" };
        }

        using (var body = new MemoryStream())
        {
            if (call.Path != "/oauth_token.do")
            {
                await call.Http.Request.Body.CopyToAsync(body, call.Http.RequestAborted);
                call.Body = body.ToArray();
            }
        }

        if (await Faults.BeforeAsync(call) is { } early)
        {
            return early;
        }

        if (call.Path == "/oauth_token.do")
        {
            return await _accounts.TokenAsync(call.Http.Request);
        }

        string? user = _accounts.Authenticate(call.Http.Request);
        if (user == null)
        {
            return ErrorReply.Of(ApiError.NotAuthenticated());
        }

        call.User = user;
        call.UserId = _data["sys_user"].Rows.FirstOrDefault(row => row.Get("user_name") == user)?.Id ?? string.Empty;
        if (!await _sessions.EnterAsync(session, call.Http.RequestAborted))
        {
            return new Reply { Status = 202 };
        }

        try
        {
            Reply reply = Execute(call, version, api, table, id);
            await Task.Delay(Wait(reply), call.Http.RequestAborted);
            return reply;
        }
        finally
        {
            Sessions.Leave(session);
        }
    }

    private TimeSpan Wait(Reply reply) => TimeSpan.FromMilliseconds((reply.Modelled * Knobs.TimeScale) + Knobs.RequestMilliseconds + (Knobs.PageMilliseconds * Math.Max(1, reply.Rows) / 1000));

    private Reply Execute(Call call, string version, string api, string table, string? id)
    {
        try
        {
            string accept = call.Http.Request.Headers.Accept.ToString();
            if (accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase))
            {
                throw new NotSimulatedException("XML");
            }

            if (accept.Length > 0 && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal))
            {
                throw new ApiError(406, "Requested response media type is not supported", null);
            }

            if (call.Body.Length > 10485760)
            {
                throw new ApiError(400, "Exception while reading request", $"Rejected large REST payload with content-length = {call.Body.Length} bytes. Max allowed: 10485760 bytes.");
            }

            if (call.Body.Length > 0 && call.Http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            {
                throw new ApiError(415, "Unsupported media type", null);
            }

            Reply reply = api switch
            {
                "table" => TableApi.Run(call, version, table, id),
                "stats" => StatsApi.Run(call, table),
                "attachment" or "import" or "batch" or "tinyurl" or "servicecatalog" => throw new NotSimulatedException("the API " + api),
                _ => throw ApiError.NoResource(),
            };
            Cancel(reply);
            Faults.After(call, reply);
            return reply;
        }
        catch (ApiError error)
        {
            return ErrorReply.Of(error);
        }
        catch (NotSimulatedException gap)
        {
            return ErrorReply.Of(new ApiError(501, gap.Message, null));
        }
    }

    /// <summary>The transaction quota on modelled time: an error before the first byte, or a body cut at the row it reached (contract §6.2).</summary>
    private void Cancel(Reply reply)
    {
        double over = reply.Modelled - (Knobs.QuotaSeconds * 1000);
        if (over <= 0 || reply.RowEnds.Count == 0)
        {
            return;
        }

        int fits = (int)(reply.RowEnds.Count * (1 - (over / reply.Modelled)));
        if (fits <= 0)
        {
            throw ApiError.Quota();
        }

        var fault = new Call(new DefaultHttpContext(), _data, Knobs) { Fault = new SimulatorFault { Name = "splice", After = fits } };
        Faults.After(fault, reply);
    }

    private static async Task SendAsync(Call call, Reply reply)
    {
        HttpResponse response = call.Http.Response;
        string? fault = call.Fault?.Name;
        if (reply.Status is 0 or 499 || fault is "reset-after")
        {
            call.Http.Abort();
            return;
        }

        response.StatusCode = reply.Status;
        foreach (KeyValuePair<string, string> header in reply.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        response.Headers.CacheControl = "no-store";
        response.Headers.Date = DateTimeOffset.UtcNow.AddTicks(call.Data.Now.Ticks - DateTime.UtcNow.Ticks).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["X-Transaction-ID"] = call.Http.TraceIdentifier;
        if (reply.Body.WrittenCount == 0)
        {
            return;
        }

        response.ContentType = reply.ContentType;
        ReadOnlyMemory<byte> body = reply.Body.WrittenMemory;
        try
        {
            if (fault == "cut")
            {
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(body[..(body.Length / 2)]);
                await response.Body.FlushAsync();
                call.Http.Abort();
                return;
            }

            if (fault is not ("clean-end" or "splice" or "dangling"))
            {
                response.ContentLength = body.Length;
            }

            if (call.Method != "HEAD")
            {
                await response.Body.WriteAsync(body, call.Http.RequestAborted);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The caller hung up while the answer was on its way.
            call.Http.Abort();
        }
    }

    private static (string Version, string Api, string Table, string? Id) Route(string path)
    {
        string[] parts = path.Trim('/').Split('/');
        if (parts.Length < 3 || parts[0] != "api" || (parts[1] != "now" && parts[1] != "sn_sc"))
        {
            return (string.Empty, string.Empty, string.Empty, null);
        }

        bool versioned = parts[2] is "v1" or "v2";
        string version = versioned ? parts[2] : "v2";
        string[] rest = parts[(versioned ? 3 : 2)..];
        string api = rest.Length > 0 ? rest[0] : string.Empty;
        bool known = rest.Length <= (api == "table" ? 3 : 2) || api is not ("table" or "stats");
        return (version, known ? api : string.Empty, rest.Length > 1 ? rest[1] : string.Empty, rest.Length > 2 && rest[2].Length > 0 ? Uri.UnescapeDataString(rest[2]) : null);
    }
}

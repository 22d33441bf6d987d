using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
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
        Session? session = _sessions.For(http, _data.Now);
        Reply reply;
        try
        {
            reply = session == null ? new Reply { Status = 429 } : await AnswerAsync(call, session);
        }
        catch (ApiError error)
        {
            reply = ErrorReply.Of(error);
        }
        catch (Exception failure) when ((failure is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested) || failure is ConnectionResetException or BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            // The caller hung up; its own log would show 499.
            reply = new Reply { Status = 499 };
        }

        using (reply.File)
        {
            await Sender.SendAsync(call, reply);
        }

        Note(call, reply, session?.Id ?? string.Empty, started);
    }

    private async Task<Reply> AnswerAsync(Call call, Session session)
    {
        (string version, string api, string table, string? id) = Route(call.Path);
        call.Table = table;
        call.Node = session.Node % Knobs.Nodes;
        call.Fault = _faults.For(call);
        if (Knobs.Hibernating || Knobs.Maintenance)
        {
            call.Fault = new SimulatorFault { Name = Knobs.Hibernating ? "hibernate" : "e503-html" };
        }

        if (AttachmentApi.Streams(call))
        {
            // A file of any size is read where it is stored, and only then.
            call.Http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        }
        else if (call.Path != "/oauth_token.do")
        {
            using (var body = new MemoryStream())
            {
                await call.Http.Request.Body.CopyToAsync(body, call.Http.RequestAborted);
                call.Body = body.ToArray();
            }
        }

        if (await FaultPages.BeforeAsync(call) is { } early)
        {
            return early;
        }

        if (call.Path == "/oauth_token.do")
        {
            return await _accounts.TokenAsync(call.Http.Request);
        }

        if (call.Path == "/oauth_auth.do")
        {
            return _accounts.Authorize(call.Http.Request.Query);
        }

        string? user = _accounts.Authenticate(call.Http.Request);
        if (user == null)
        {
            Reply refused = ErrorReply.Of(ApiError.NotAuthenticated());
            if (Knobs.Mfa)
            {
                refused.Headers["X-MFA_TOKEN"] = "invalid";
            }

            return refused;
        }

        call.User = user;
        call.UserId = _data["sys_user"].Rows.FirstOrDefault(row => row.Get("user_name") == user)?.Id ?? string.Empty;
        if (!await _sessions.EnterAsync(session, call.Http.RequestAborted))
        {
            return new Reply { Status = 202 };
        }

        try
        {
            var figures = new Dictionary<string, string>();
            Reply reply = _rates.Count(call, figures) ?? await PooledAsync(call, version, api, table, id);
            foreach (KeyValuePair<string, string> figure in figures)
            {
                reply.Headers[figure.Key] = figure.Value;
            }

            await Task.Delay(Latency(reply), call.Http.RequestAborted);
            return reply;
        }
        finally
        {
            Sessions.Leave(session);
        }
    }

    private async Task<Reply> PooledAsync(Call call, string version, string api, string table, string? id)
    {
        if (call.Http.Request.Path.Value!.Length + (call.Http.Request.QueryString.Value?.Length ?? 0) > Knobs.LongestRequestLine)
        {
            var refused = new Reply { Status = 400, ContentType = "text/html;charset=UTF-8" };
            refused.Body.Write("<html><body><h1>HTTP Status 400</h1>Request header is too large</body></html>"u8);
            return refused;
        }

        if (!await _pool.EnterAsync(call.Node, call.Http.RequestAborted))
        {
            return new Reply { Status = 429 };
        }

        try
        {
            Reply reply = await ExecuteAsync(call, version, api, table, id);
            await Task.Delay(TimeSpan.FromMilliseconds(reply.Modelled * Knobs.TimeScale), call.Http.RequestAborted);
            return reply;
        }
        finally
        {
            _pool.Leave(call.Node);
        }
    }

    /// <summary>An item of a batch: its own fault and its own line in the log, but no sign-in and no wait of its own.</summary>
    private async Task<Reply> ItemAsync(Call item)
    {
        (string version, string api, string table, string? id) = Route(item.Path);
        item.Table = table;
        item.Fault = _faults.For(item);
        Reply reply = await FaultPages.BeforeAsync(item) ?? await ExecuteAsync(item, version, api == "batch" ? string.Empty : api, table, id);
        Note(item, reply, "batch", _watch.Elapsed.TotalMilliseconds);
        return reply;
    }

    private void Note(Call call, Reply reply, string session, double started)
    {
        var entry = new RequestLogEntry
        {
            Method = call.Method,
            Path = call.Path,
            Table = call.Table,
            Query = call.Parameter("sysparm_query") ?? string.Empty,
            Parameters = call.Path.EndsWith(".do", StringComparison.Ordinal) ? string.Empty : Uri.UnescapeDataString(call.Http.Request.QueryString.Value ?? string.Empty),
            Status = reply.Status,
            Session = session,
            User = call.User,
            Started = started,
            Finished = _watch.Elapsed.TotalMilliseconds,
            Rows = reply.Rows,
            Bytes = reply.Length,
            Modelled = reply.Modelled,
            Fault = call.Fault?.Name,
        };
        lock (_log)
        {
            _log.Add(entry with { Number = _log.Count + 1 });
        }
    }

    // The way to the instance and back: it keeps no place in the pool.
    private TimeSpan Latency(Reply reply) => TimeSpan.FromMilliseconds(Knobs.RequestMilliseconds + (Knobs.PageMilliseconds * Math.Max(1, reply.Rows) / 1000));

    private async Task<Reply> ExecuteAsync(Call call, string version, string api, string table, string? id)
    {
        call.Data.Agenda.Run(call.Data);
        try
        {
            string accept = call.Http.Request.Headers.Accept.ToString();
            if (accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase))
            {
                throw new NotSimulatedException("XML");
            }

            if (accept.Length > 0 && !AttachmentApi.IsDownload(call) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal))
            {
                throw new ApiError(406, "Requested response media type is not supported", null);
            }

            bool streams = AttachmentApi.Streams(call);
            if (call.Body.Length > 10485760 && !streams)
            {
                throw new ApiError(400, "Exception while reading request", $"Rejected large REST payload with content-length = {call.Body.Length} bytes. Max allowed: 10485760 bytes.");
            }

            if (call.Body.Length > 0 && !streams && call.Http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            {
                throw new ApiError(415, "Unsupported media type", null);
            }

            _tiny.Expand(call);
            Reply reply = api switch
            {
                "table" => TableApi.Run(call, version, table, id),
                "stats" => StatsApi.Run(call, table),
                "batch" => await BatchApi.RunAsync(call, ItemAsync),
                "attachment" => await AttachmentApi.RunAsync(call),
                "tinyurl" => _tiny.Add(call),
                "import" => ImportApi.Run(call, table, id),
                "servicecatalog" => CatalogApi.Run(call),
                _ => throw ApiError.NoResource(),
            };
            Cancel(reply);
            FaultDamage.Apply(call.Fault, reply);
            _script?.After(call);
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

        FaultDamage.Apply(new SimulatorFault { Name = "trunc-splice", After = fits }, reply);
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
        return (version, known ? api : string.Empty, api == "attachment" ? AttachmentApi.Table : rest.Length > 1 ? rest[1] : string.Empty, rest.Length > 2 && rest[2].Length > 0 ? Uri.UnescapeDataString(rest[2]) : null);
    }
}

using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceNowElement.Simulator.Api;
using ServiceNowElement.Simulator.Control;
using ServiceNowElement.Simulator.Seed;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator;

/// <summary>A running simulated instance. Several may run in one process.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly SimulatorOptions _options;
    private readonly List<RequestLogEntry> _log = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Faults _faults;
    private readonly Sessions _sessions;
    private Accounts _accounts;
    private Database _data;
    private WebApplication? _app;

    private SimulatorHost(SimulatorOptions options)
    {
        _options = options;
        Knobs = new SimulatorKnobs { TimeScale = options.TimeScale };
        _faults = new Faults(options.Seed);
        _sessions = new Sessions(Knobs);
        _data = new Database();
        new DataSeed(_data, options).Fill();
        _accounts = new Accounts(options, Knobs, _data);
    }

    /// <summary>Gets the address it listens on.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Gets what can be turned while it runs.</summary>
    public SimulatorKnobs Knobs { get; }

    /// <summary>Gets the requests so far, control requests left out.</summary>
    public IReadOnlyList<RequestLogEntry> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Gets the instance's own time in UTC.</summary>
    public DateTime Now => _data.Now;

    /// <summary>Gets how many sign-ins and token requests were refused.</summary>
    public int RefusedSignIns => _accounts.Refused;

    /// <summary>Gets how many HTTP sessions were opened.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Starts an instance.</summary>
    /// <param name="options">Size, seed, credentials; defaults when null.</param>
    /// <param name="token">Ends the start early.</param>
    /// <returns>The running instance; dispose it to end it.</returns>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, CancellationToken token = default)
    {
        var host = new SimulatorHost(options ?? new SimulatorOptions());
        await host.RunAsync(token);
        return host;
    }

    /// <summary>Forgets the logged requests.</summary>
    public void ClearLog()
    {
        lock (_log)
        {
            _log.Clear();
        }
    }

    /// <summary>Arms a fault; <see cref="SimulatorFault.Names"/> lists what there is.</summary>
    /// <param name="fault">The fault and what it waits for.</param>
    public void ArmFault(SimulatorFault fault) => _faults.Arm(fault);

    /// <summary>Disarms all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Lets the instance's time pass.</summary>
    /// <param name="time">How much.</param>
    public void AdvanceClock(TimeSpan time) => _data.Advance(time);

    /// <summary>Makes all access tokens invalid; refresh tokens stay unless asked.</summary>
    /// <param name="refreshToo">Whether refresh tokens end as well.</param>
    public void RevokeTokens(bool refreshToo = false)
    {
        if (refreshToo)
        {
            _accounts.RevokeAll();
        }
        else
        {
            _accounts.RevokeAccess();
        }
    }

    /// <summary>Lists the tables.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Tables() => [.. _data.Tables.Select(table => table.Name)];

    /// <summary>Counts the rows of a table and those that extend it, hidden ones included.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The number.</returns>
    public int CountRows(string table)
    {
        _data.Gate.EnterReadLock();
        try
        {
            return _data[table].Family().Sum(member => member.Rows.Count);
        }
        finally
        {
            _data.Gate.ExitReadLock();
        }
    }

    /// <summary>Reads a row as it is stored.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sysId">The row's sys_id.</param>
    /// <returns>Columns with values, or null.</returns>
    public IReadOnlyDictionary<string, string>? FindRow(string table, string sysId)
    {
        _data.Gate.EnterReadLock();
        try
        {
            return Database.Get(_data[table], sysId) is { } row ? row.Table.Columns.ToDictionary(column => column.Name, column => row.Get(column.Name)) : null;
        }
        finally
        {
            _data.Gate.ExitReadLock();
        }
    }

    /// <summary>Lists the sys_ids of a table in their order, hidden ones included.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The sys_ids.</returns>
    public IReadOnlyList<string> SysIds(string table)
    {
        _data.Gate.EnterReadLock();
        try
        {
            return [.. _data.FamilyRows(_data[table]).Select(row => row.Id)];
        }
        finally
        {
            _data.Gate.ExitReadLock();
        }
    }

    /// <summary>Makes the data anew, forgets sessions, tokens, faults and the log. Knobs stay.</summary>
    public void Reset()
    {
        var data = new Database();
        new DataSeed(data, _options).Fill();
        _data = data;
        _accounts = new Accounts(_options, Knobs, data);
        _sessions.Clear();
        _faults.Clear();
        ClearLog();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app != null)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _app.StopAsync(limit.Token);
            await _app.DisposeAsync();
        }
    }

    private async Task RunAsync(CancellationToken token)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var url = new Uri(_options.Url);
        bool secure = _options.Https || url.Scheme == "https";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            IPAddress address = IPAddress.TryParse(url.Host, out IPAddress? known) ? known : IPAddress.Loopback;
            kestrel.Listen(address, url.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (secure)
                {
                    listen.UseHttps(Certificate(url.Host));
                }
            });
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync(token);
        Url = new Uri(_app.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal) + "/");
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));

        // Windows needs the key in a container, which a round trip through PKCS#12 gives.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

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

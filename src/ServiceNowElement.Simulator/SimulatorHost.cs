using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceNowElement.Simulator.Api;
using ServiceNowElement.Simulator.Seed;
using ServiceNowElement.Simulator.Store;

namespace ServiceNowElement.Simulator;

/// <summary>A running simulated instance. Several may run in one process.</summary>
public sealed partial class SimulatorHost : IAsyncDisposable
{
    private readonly SimulatorOptions _options;
    private readonly List<RequestLogEntry> _log = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Faults _faults;
    private readonly Sessions _sessions;
    private readonly Pool _pool;
    private readonly RateRule _rates;
    private readonly TinyUrls _tiny = new();
    private ScriptRunner? _script;
    private Accounts _accounts;
    private Database _data;
    private WebApplication? _app;

    private SimulatorHost(SimulatorOptions options)
    {
        _options = options;
        Knobs = new SimulatorKnobs { TimeScale = options.TimeScale, OrderSeed = options.Seed };
        _faults = new Faults(options.Seed);
        _sessions = new Sessions(Knobs);
        _pool = new Pool(Knobs);
        _rates = new RateRule(Knobs);
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

    /// <summary>Gets the most requests that ever ran or waited in the REST pool at once.</summary>
    public int MostInFlight => _pool.MostInFlight;

    /// <summary>Gets the sys_ids that the running script inserted.</summary>
    public IReadOnlyCollection<string> ScriptInserted => _script?.Inserted ?? [];

    /// <summary>Gets the sys_ids that the running script deleted.</summary>
    public IReadOnlyCollection<string> ScriptDeleted => _script?.Deleted ?? [];

    /// <summary>Lets other users change rows while a client reads.</summary>
    /// <param name="script">What they do; null ends it.</param>
    public void Play(SimulatorScript? script) => _script = script == null ? null : new ScriptRunner(script, _data, Knobs);

    /// <summary>Lets the instance's time pass.</summary>
    /// <param name="time">How much.</param>
    public void AdvanceClock(TimeSpan time)
    {
        _data.Advance(time);
        _data.Agenda.Run(_data);
    }

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
        _data.Attachments.Dispose();
        _data = data;
        _accounts = new Accounts(_options, Knobs, data);
        _sessions.Clear();
        _faults.Clear();
        _tiny.Clear();
        _script = null;
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

        _data.Attachments.Dispose();
    }

    private async Task RunAsync(CancellationToken token)
    {

        // Without the switch every host watches its settings file, and a machine has few watches.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        var url = new Uri(_options.Url);
        bool secure = _options.Https || url.Scheme == "https";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            IPAddress address = IPAddress.TryParse(url.Host, out IPAddress? known) ? known : IPAddress.Loopback;
            kestrel.Listen(address, url.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (secure)
                {
                    listen.UseHttps(_options.ServerCertificate ?? Certificate(url.Host), tls =>
                    {
                        tls.ClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode.AllowCertificate;

                        // Whom a certificate stands for is decided by its thumbprint.
                        tls.AllowAnyClientCertificate();
                    });
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
}

namespace ServiceNowElement.Service;

/// <summary>How the service starts: section <c>Service</c> of appsettings.json and the environment (<c>Service__Url</c>), or code.</summary>
public sealed class ServiceOptions
{
    /// <summary>Gets or sets the address to listen on; port 0 takes a free one.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8081";

    /// <summary>Gets or sets the folder of the database file and the encryption keys.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Gets or sets the connection string of PostgreSQL; without one a SQLite file in the data folder is used.</summary>
    public string? Postgres { get; set; }

    /// <summary>Gets or sets the e-mail address of the first user.</summary>
    public string BootstrapEmail { get; set; } = "admin@example.test";

    /// <summary>Gets or sets the password of the first user; null for one of the service's making.</summary>
    public string? BootstrapPassword { get; set; }

    /// <summary>Gets or sets the secret of the first organization, 32 hexadecimal digits; null for one of the service's making.</summary>
    public string? BootstrapOrganizationSecret { get; set; }

    /// <summary>Gets or sets the secret of the first user, base64; null for one of the service's making.</summary>
    public string? BootstrapUserSecret { get; set; }

    /// <summary>Gets or sets the largest body of a request in bytes; uploads of files have no limit and are streamed.</summary>
    public long LargestBody { get; set; } = 10 * 1024 * 1024;

    /// <summary>Gets or sets the longest time of a request.</summary>
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many requests an organization may send in a second; 0 for any number.</summary>
    public int RequestsPerSecond { get; set; } = 2000;

    /// <summary>Gets or sets how many sign-ins with a password one user name may try in a minute.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Gets or sets how long what was read of tenants and instances may be used before it is read again; other processes on the same database see a change after that.</summary>
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets after which idleness the connection of an instance is closed.</summary>
    public TimeSpan ElementIdleTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets how long requests in flight may go on when the service ends.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the address of an OpenTelemetry collector; null sends nothing.</summary>
    public string? TelemetryEndpoint { get; set; }

    /// <summary>Gets or sets a value indicating whether log lines go to the console.</summary>
    public bool LogToConsole { get; set; }

    /// <summary>Gets or sets what else is done with the log; for tests.</summary>
    internal Action<ILoggingBuilder>? Logging { get; set; }
}

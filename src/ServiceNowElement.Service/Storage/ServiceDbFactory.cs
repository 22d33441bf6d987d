using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ServiceNowElement.Service.Storage;

/// <summary>Opens the store: PostgreSQL when there is a connection string, else the file of the data folder.</summary>
internal sealed class ServiceDbFactory : IDbContextFactory<ServiceDb>
{
    private readonly DbContextOptions<SqliteServiceDb>? _sqlite;
    private readonly DbContextOptions<PostgresServiceDb>? _postgres;

    public ServiceDbFactory(ServiceOptions options, ILoggerFactory logs)
    {
        if (!string.IsNullOrEmpty(options.Postgres))
        {
            _postgres = new DbContextOptionsBuilder<PostgresServiceDb>().UseNpgsql(options.Postgres).UseLoggerFactory(logs).Options;
            return;
        }

        // Without pooling the file is free as soon as the service has ended, so that it can be moved or deleted.
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataFolder, "service.db"), Pooling = false, DefaultTimeout = 30, ForeignKeys = true };
        _sqlite = new DbContextOptionsBuilder<SqliteServiceDb>().UseSqlite(connection.ToString()).UseLoggerFactory(logs).Options;
    }

    /// <inheritdoc/>
    public ServiceDb CreateDbContext() => _postgres == null ? new SqliteServiceDb(_sqlite!) : new PostgresServiceDb(_postgres);

    /// <summary>Brings the store to the newest shape.</summary>
    internal async Task MigrateAsync(CancellationToken token)
    {
        await using ServiceDb db = CreateDbContext();
        if (_sqlite != null)
        {
            // Readers and a writer side by side; the mode stays in the file.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", token);
        }

        await db.Database.MigrateAsync(token);
    }
}

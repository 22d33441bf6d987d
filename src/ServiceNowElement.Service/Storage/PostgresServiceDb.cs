using Microsoft.EntityFrameworkCore;

namespace ServiceNowElement.Service.Storage;

/// <summary>The store in PostgreSQL.</summary>
internal sealed class PostgresServiceDb(DbContextOptions<PostgresServiceDb> options) : ServiceDb(options);

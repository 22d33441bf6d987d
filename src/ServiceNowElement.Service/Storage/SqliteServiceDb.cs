using Microsoft.EntityFrameworkCore;

namespace ServiceNowElement.Service.Storage;

/// <summary>The store in a file of the data folder.</summary>
internal sealed class SqliteServiceDb(DbContextOptions<SqliteServiceDb> options) : ServiceDb(options);

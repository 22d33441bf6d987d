using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ServiceNowElement.Service.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteServiceDb -o Storage/Migrations/Sqlite</c> work without a running service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteServiceDb>
{
    /// <inheritdoc/>
    public SqliteServiceDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteServiceDb>().UseSqlite("Data Source=:memory:").Options);
}

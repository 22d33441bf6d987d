using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ServiceNowElement.Service.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --context PostgresServiceDb -o Storage/Migrations/Postgres</c> work without a database.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresServiceDb>
{
    /// <inheritdoc/>
    public PostgresServiceDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresServiceDb>().UseNpgsql("Host=localhost").Options);
}

using Microsoft.EntityFrameworkCore;

namespace ServiceNowElement.Service.Storage;

/// <summary>The store. Two providers derive from it, each with migrations of its own.</summary>
internal abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<OrganizationEntity> Organizations => Set<OrganizationEntity>();

    internal DbSet<AccountEntity> Accounts => Set<AccountEntity>();

    internal DbSet<UserEntity> Users => Set<UserEntity>();

    internal DbSet<InstanceEntity> Instances => Set<InstanceEntity>();

    internal DbSet<ConfigurationEntity> Configuration => Set<ConfigurationEntity>();

    internal DbSet<DefinitionEntity> Definitions => Set<DefinitionEntity>();

    internal DbSet<TransformationEntity> Transformations => Set<TransformationEntity>();

    internal DbSet<ServerSettingEntity> Settings => Set<ServerSettingEntity>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OrganizationEntity>(organization =>
        {
            organization.ToTable("organizations");
            organization.HasIndex(row => row.SecretHash).IsUnique();
        });
        modelBuilder.Entity<AccountEntity>(account =>
        {
            account.ToTable("accounts");
            account.HasOne<OrganizationEntity>().WithMany().HasForeignKey(row => row.OrganizationId);
        });
        modelBuilder.Entity<UserEntity>(user =>
        {
            user.ToTable("users");
            user.HasIndex(row => row.Email).IsUnique();
            user.HasIndex(row => row.SecretHash).IsUnique();
            user.HasOne<OrganizationEntity>().WithMany().HasForeignKey(row => row.OrganizationId);
            user.HasOne<AccountEntity>().WithMany().HasForeignKey(row => row.AccountId);
        });
        modelBuilder.Entity<InstanceEntity>(instance =>
        {
            instance.ToTable("instances");
            instance.HasIndex(row => row.TokenHash).IsUnique();
            instance.HasOne<OrganizationEntity>().WithMany().HasForeignKey(row => row.OrganizationId);
            instance.HasMany(row => row.Configuration).WithOne().HasForeignKey(row => row.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ConfigurationEntity>(entry =>
        {
            entry.ToTable("configuration");
            entry.HasIndex(row => new { row.InstanceId, row.Key }).IsUnique();
        });
        modelBuilder.Entity<DefinitionEntity>(definition =>
        {
            definition.ToTable("definitions");
            definition.HasIndex(row => new { row.OrganizationId, row.Level, row.ObjectName });
            definition.HasOne<OrganizationEntity>().WithMany().HasForeignKey(row => row.OrganizationId);
            definition.HasOne<InstanceEntity>().WithMany().HasForeignKey(row => row.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<TransformationEntity>(transformation =>
        {
            transformation.ToTable("transformations");
            transformation.HasIndex(row => new { row.OrganizationId, row.Level, row.ObjectName });
            transformation.HasOne<OrganizationEntity>().WithMany().HasForeignKey(row => row.OrganizationId);
            transformation.HasOne<InstanceEntity>().WithMany().HasForeignKey(row => row.InstanceId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ServerSettingEntity>(setting =>
        {
            setting.ToTable("settings");
            setting.HasKey(row => row.Key);
        });
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tenants;

/// <summary>Makes organizations with their default account and first user.</summary>
internal sealed class TenantMaker(ServiceDbFactory store, SecretHasher hasher, SecretBox box, ServiceOptions options, TimeProvider time)
{
    /// <summary>Makes the first organization of an empty store.</summary>
    /// <returns>Its secrets, or null when there is an organization already.</returns>
    internal async Task<TenantSecrets?> BootstrapAsync(CancellationToken token)
    {
        await using (ServiceDb db = store.CreateDbContext())
        {
            if (await db.Organizations.AnyAsync(token))
            {
                return null;
            }
        }

        var secrets = new TenantSecrets(
            options.BootstrapOrganizationSecret ?? SecretMaker.OrganizationSecret(),
            options.BootstrapUserSecret ?? SecretMaker.UserSecret(),
            options.BootstrapEmail,
            options.BootstrapPassword ?? SecretMaker.Password());
        await AddAsync("Default", secrets, token);
        return secrets;
    }

    /// <summary>Adds an organization.</summary>
    internal async Task<TenantSecrets> AddAsync(string name, string email, CancellationToken token)
    {
        var secrets = new TenantSecrets(SecretMaker.OrganizationSecret(), SecretMaker.UserSecret(), email, SecretMaker.Password());
        await AddAsync(name, secrets, token);
        return secrets;
    }

    private async Task AddAsync(string name, TenantSecrets secrets, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        string email = secrets.Email.Trim().ToLowerInvariant();
        if (!email.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{secrets.Email}' is no e-mail address.");
        }

        if (!IsUsable(secrets.OrganizationSecret) || !IsUsable(secrets.UserSecret))
        {
            throw new ArgumentException("A secret has at least 16 characters, and neither spaces nor commas: they would end it in the Authorization header.");
        }

        if (await db.Users.AnyAsync(user => user.Email == email, token))
        {
            throw new ArgumentException($"There is a user '{email}' already.");
        }

        DateTime now = time.GetUtcNow().UtcDateTime;
        var organization = new OrganizationEntity { Name = name, SecretHash = hasher.Hash(secrets.OrganizationSecret), SecretProtected = box.Seal(secrets.OrganizationSecret), CreatedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        db.Organizations.Add(organization);
        await db.SaveChangesAsync(token);
        var account = new AccountEntity { OrganizationId = organization.Id, Name = name, IsDefault = true, CreatedAt = now };
        db.Accounts.Add(account);
        await db.SaveChangesAsync(token);
        var user = new UserEntity
        {
            OrganizationId = organization.Id,
            AccountId = account.Id,
            Email = email,
            FirstName = email[..email.IndexOf('@', StringComparison.Ordinal)],
            LastName = name,
            SecretHash = hasher.Hash(secrets.UserSecret),
            SecretProtected = box.Seal(secrets.UserSecret),
            CreatedAt = now,
        };
        user.PasswordHash = new PasswordHasher<UserEntity>().HashPassword(user, secrets.Password);
        db.Users.Add(user);
        await db.SaveChangesAsync(token);
        await transaction.CommitAsync(token);
    }

    private static bool IsUsable(string secret) => secret.Length >= 16 && !secret.Any(c => c is ',' or <= ' ' or > '~');
}

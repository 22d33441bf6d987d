using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tenants;

/// <summary>Organizations, accounts and users as JSON (contract cloud-elements-api §2.3, §14.1).</summary>
internal sealed class TenantReader(ServiceDbFactory store, SecretBox box)
{
    internal async Task<JsonNode?> LoginAsync(UserEntity user, string loginToken, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        OrganizationEntity organization = await db.Organizations.AsNoTracking().SingleAsync(row => row.Id == user.OrganizationId, token);
        AccountEntity account = await db.Accounts.AsNoTracking().SingleAsync(row => row.Id == user.AccountId, token);
        return new JsonObject
        {
            ["id"] = user.Id,
            ["username"] = user.Email,
            ["firstName"] = user.FirstName,
            ["lastName"] = user.LastName,
            ["token"] = loginToken,
            ["organizationId"] = organization.Id,
            ["organizationName"] = organization.Name,
            ["accountId"] = account.Id,
            ["accountName"] = account.Name,
            ["roles"] = new JsonArray("org-admin", "admin"),
            ["twoFactor"] = false,
            ["registeredForTwoFactor"] = false,
            ["createdDate"] = ApiJson.Date(user.CreatedAt),
            ["lastLoginDate"] = ApiJson.Date(user.LastLoginAt ?? user.CreatedAt),
            ["organizationAdmin"] = account.IsDefault,
            ["accountAdmin"] = true,
            ["sysAdmin"] = false,
        };
    }

    internal async Task<(string User, string Organization)> SecretsAsync(long userId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        UserEntity user = await db.Users.AsNoTracking().SingleAsync(row => row.Id == userId, token);
        OrganizationEntity organization = await db.Organizations.AsNoTracking().SingleAsync(row => row.Id == user.OrganizationId, token);
        return (box.Open(user.SecretProtected), box.Open(organization.SecretProtected));
    }

    internal async Task<JsonNode?> OrganizationAsync(ApiCall call)
    {
        long id = call.Caller.OrganizationId;
        await using ServiceDb db = store.CreateDbContext();
        OrganizationEntity row = await db.Organizations.AsNoTracking().SingleAsync(organization => organization.Id == id, call.Token);
        return new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["secret"] = box.Open(row.SecretProtected),
            ["vdrVersion"] = "v1",
            ["createdDate"] = ApiJson.Date(row.CreatedAt),
        };
    }

    internal async Task<List<JsonObject>> AccountsAsync(long organizationId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        return [.. (await db.Accounts.AsNoTracking().Where(row => row.OrganizationId == organizationId).OrderBy(row => row.Id).ToListAsync(token)).Select(Account)];
    }

    internal async Task<List<JsonObject>> UsersAsync(long organizationId, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        return [.. (await db.Users.AsNoTracking().Where(row => row.OrganizationId == organizationId).OrderBy(row => row.Id).ToListAsync(token)).Select(row => User(row, null))];
    }

    /// <summary>Reads a user by e-mail address or number; the secret only with that user's password (contract §1.3).</summary>
    internal async Task<JsonNode?> UserAsync(long organizationId, string emailOrId, Func<string, Task>? prove, CancellationToken token)
    {
        string email = emailOrId.ToLowerInvariant();
        long? id = long.TryParse(emailOrId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number : null;
        await using ServiceDb db = store.CreateDbContext();
        UserEntity row = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.OrganizationId == organizationId && (user.Email == email || user.Id == id), token)
            ?? throw new ApiException(StatusCodes.Status404NotFound, "No user found with this e-mail address or id.");
        if (prove == null)
        {
            return User(row, null);
        }

        await prove(row.Email);
        return User(row, box.Open(row.SecretProtected));
    }

    private static JsonObject Account(AccountEntity row) => new()
    {
        ["id"] = row.Id,
        ["name"] = row.Name,
        ["description"] = row.Description,
        ["active"] = row.Active,

        // Accounts keep the older form of a time (contract §1.2).
        ["createdDate"] = new DateTimeOffset(row.CreatedAt, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        ["externalId"] = row.ExternalId,
        ["defaultAccount"] = row.IsDefault,
        ["type"] = row.IsDefault ? "Default" : "CompanyAccount",
    };

    private static JsonObject User(UserEntity row, string? secret)
    {
        var user = new JsonObject
        {
            ["id"] = row.Id,
            ["username"] = row.Email,
            ["email"] = row.Email,
            ["emailAddress"] = row.Email,
            ["firstName"] = row.FirstName,
            ["lastName"] = row.LastName,
            ["active"] = row.Active,
            ["accountId"] = row.AccountId,
            ["createdDate"] = ApiJson.Date(row.CreatedAt),
        };
        if (secret != null)
        {
            user["secret"] = secret;
        }

        return user;
    }
}

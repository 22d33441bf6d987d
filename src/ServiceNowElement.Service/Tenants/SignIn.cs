using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Operations;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tenants;

/// <summary>Checks and changes passwords.</summary>
internal sealed class SignIn(ServiceDbFactory store, LoginTokens logins, OrganizationLimits limits, TenantDirectory tenants, TimeProvider time)
{
    private const int ShortestPassword = 8;
    private const int LongestPassword = 1024;
    private static readonly PasswordHasher<UserEntity> s_hasher = new();

    // A stranger's name takes as long as a wrong password, so that names cannot be found out.
    private static readonly UserEntity s_nobody = new() { PasswordHash = s_hasher.HashPassword(new UserEntity(), SecretMaker.Password()) };

    /// <summary>Checks user name and password.</summary>
    /// <returns>The user and a login token; 401 otherwise.</returns>
    internal async Task<(UserEntity User, string Token)> CheckAsync(string userName, string password, CancellationToken token)
    {
        string email = userName.Trim().ToLowerInvariant();
        limits.TakeSignIn(email);
        await using ServiceDb db = store.CreateDbContext();
        UserEntity? user = await db.Users.SingleOrDefaultAsync(row => row.Email == email && row.Active, token);
        if (!IsRight(user ?? s_nobody, password) || user == null)
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "Invalid user name or password.");
        }

        user.LastLoginAt = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(token);
        return (user, logins.Make(user.Id, user.PasswordHash));
    }

    /// <summary>Changes a password; sign-ins made with the old one end.</summary>
    internal async Task ChangeAsync(UserInfo caller, string old, string fresh, CancellationToken token)
    {
        limits.TakeSignIn(caller.Email);
        if (fresh.Length is < ShortestPassword or > LongestPassword)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"A password has at least {ShortestPassword} characters.");
        }

        await using ServiceDb db = store.CreateDbContext();
        UserEntity user = await db.Users.SingleAsync(row => row.Id == caller.Id, token);
        if (!IsRight(user, old))
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "Invalid user name or password.");
        }

        user.PasswordHash = s_hasher.HashPassword(user, fresh);
        await db.SaveChangesAsync(token);
        tenants.ForgetTenants();
    }

    private static bool IsRight(UserEntity user, string password) =>
        password.Length <= LongestPassword && s_hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed;
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Tenants;

/// <summary>Finds users, organizations and instances by their secrets; a call with known secrets costs no read of the database.</summary>
internal sealed class TenantDirectory
{
    private readonly ServiceDbFactory _store;
    private readonly SecretHasher _hasher;
    private readonly LoginTokens _logins;
    private readonly TimedCache<UserInfo> _users;
    private readonly TimedCache<OrganizationInfo> _organizations;
    private readonly TimedCache<OpenInstance> _instances;

    public TenantDirectory(ServiceDbFactory store, SecretHasher hasher, LoginTokens logins, ServiceOptions options, TimeProvider time)
    {
        _store = store;
        _hasher = hasher;
        _logins = logins;
        _users = new(options.CacheTime, time);
        _organizations = new(options.CacheTime, time);
        _instances = new(options.CacheTime, time);
    }

    /// <summary>Finds who calls; null when a secret is missing or wrong (contract cloud-elements-api §2.2).</summary>
    internal async ValueTask<Caller?> FindCallerAsync(AuthorizationParts parts, CancellationToken token)
    {
        if (parts.User == null)
        {
            return parts.Bearer != null && _logins.Read(parts.Bearer) is { } login && await FindLoginAsync(login, token) is { } known
                ? new Caller(known, known.OrganizationId, ProvedOrganization: true)
                : null;
        }

        UserInfo? user = await _users.GetAsync(_hasher.Hash(parts.User), LoadUserAsync, token);
        if (user == null || parts.Organization == null)
        {
            return user == null ? null : new Caller(user, user.OrganizationId, ProvedOrganization: false);
        }

        OrganizationInfo? organization = await _organizations.GetAsync(_hasher.Hash(parts.Organization), LoadOrganizationAsync, token);
        return organization?.Id == user.OrganizationId ? new Caller(user, user.OrganizationId, ProvedOrganization: true) : null;
    }

    /// <summary>Finds the instance of a token; null when there is none in the caller's organization.</summary>
    internal async ValueTask<OpenInstance?> FindInstanceAsync(string elementToken, Caller caller, CancellationToken token)
    {
        OpenInstance? instance = await _instances.GetAsync(_hasher.Hash(elementToken), LoadInstanceAsync, token);
        return instance?.Info.OrganizationId == caller.OrganizationId ? instance : null;
    }

    /// <summary>Forgets users and organizations after a change.</summary>
    internal void ForgetTenants()
    {
        _users.Clear();
        _organizations.Clear();
    }

    /// <summary>Forgets instances after a change.</summary>
    internal void ForgetInstances() => _instances.Clear();

    private async Task<UserInfo?> LoadUserAsync(string hash, CancellationToken token) =>
        await LoadUserAsync(users => users.Where(user => user.SecretHash == hash), token);

    private ValueTask<UserInfo?> FindLoginAsync(LoginTicket ticket, CancellationToken token) =>
        _users.GetAsync($"login {ticket.UserId} {ticket.Stamp}", (_, stop) => LoadLoginAsync(ticket, stop), token);

    private async Task<UserInfo?> LoadLoginAsync(LoginTicket ticket, CancellationToken token)
    {
        await using ServiceDb db = _store.CreateDbContext();
        UserEntity? user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == ticket.UserId && row.Active, token);

        // A new password ends the sign-ins made with the old one.
        return user != null && LoginTokens.Stamp(user.PasswordHash) == ticket.Stamp ? await LoadUserAsync(users => users.Where(row => row.Id == user.Id), token) : null;
    }

    private async Task<UserInfo?> LoadUserAsync(Func<IQueryable<UserEntity>, IQueryable<UserEntity>> which, CancellationToken token)
    {
        await using ServiceDb db = _store.CreateDbContext();
        return await which(db.Users.AsNoTracking()).Where(user => user.Active)
            .Join(db.Accounts, user => user.AccountId, account => account.Id, (user, account) => new UserInfo(user.Id, user.OrganizationId, user.AccountId, account.IsDefault, user.Email, user.FirstName, user.LastName))
            .SingleOrDefaultAsync(token);
    }

    private async Task<OrganizationInfo?> LoadOrganizationAsync(string hash, CancellationToken token)
    {
        await using ServiceDb db = _store.CreateDbContext();
        return await db.Organizations.AsNoTracking().Where(row => row.SecretHash == hash).Select(row => new OrganizationInfo(row.Id, row.Name)).SingleOrDefaultAsync(token);
    }

    private async Task<OpenInstance?> LoadInstanceAsync(string hash, CancellationToken token)
    {
        await using ServiceDb db = _store.CreateDbContext();
        InstanceEntity? row = await db.Instances.AsNoTracking().Include(instance => instance.Configuration).SingleOrDefaultAsync(instance => instance.TokenHash == hash, token);
        if (row == null)
        {
            return null;
        }

        var shown = row.Configuration.Where(entry => !entry.IsSecret).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var info = new InstanceInfo(row.Id, row.Name, row.ElementKey, row.OrganizationId, row.AccountId, row.UserId, row.Disabled, shown);

        // What the connection depends on; the refresh token is renewed by the connection itself.
        IEnumerable<string> parts = row.Configuration.Where(entry => entry.Key != ConfigurationKeys.RefreshToken)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key + "=" + entry.Value);
        string stamp = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(row.ElementKey + "\n" + string.Join('\n', parts))));
        return new OpenInstance(info, stamp);
    }
}
